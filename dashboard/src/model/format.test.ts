import { describe, expect, it } from 'vitest';
import {
  beforeText,
  bytesText,
  countOf,
  durationText,
  percentText,
  rateText,
  shortCount,
} from './format';

describe('A duration', () => {
  it.each([
    [0, '0 ns'],
    [850, '850 ns'],
    [1_234, '1.23 µs'],
    [999_499, '999 µs'],
    [999_500, '1.00 ms'],
    [12_345_678, '12.3 ms'],
    [999_600_000, '1.00 s'],
    [59_940_000_000, '59.9 s'],
    [59_960_000_000, '1 min'],
    [125e9, '2 min 5 s'],
    [3_599.6e9, '1 h'],
    [10_920e9, '3 h 2 min'],
    [90_000e9, '1 d 1 h'],
    [-1_500, '−1.50 µs'],
  ])('of %d ns reads %s', (nanos, text) => {
    expect(durationText(nanos)).toBe(text);
  });
});

describe('A share', () => {
  it('never says none or all where that is not so', () => {
    expect([0, 0.00001, 0.024, 0.37, 0.995, 0.99999, 1].map(percentText)).toEqual([
      '0 %',
      '<0.1 %',
      '2.4 %',
      '37 %',
      '99.5 %',
      '>99.9 %',
      '100 %',
    ]);
  });
});

describe('Rates, counts and sizes', () => {
  it('have about three digits', () => {
    expect([0, 0.001, 0.05, 11.28, 250, 12_340].map(rateText)).toEqual([
      '0/s',
      '<0.01/s',
      '0.05/s',
      '11.3/s',
      '250/s',
      '12.3k/s',
    ]);
    expect([7, 999, 1_000, 45_600, 1.2e6].map(shortCount)).toEqual([
      '7',
      '999',
      '1.00k',
      '45.6k',
      '1.20M',
    ]);
    expect([0, 1_023, 1_536, 20e6].map(bytesText)).toEqual([
      '0 B',
      '1023 B',
      '1.50 KiB',
      '19.1 MiB',
    ]);
  });

  it('count one as one', () => {
    expect([countOf(1, 'call'), countOf(12_345, 'call'), countOf(2, 'entity', 'entities')]).toEqual(
      ['1 call', '12,345 calls', '2 entities'],
    );
  });
});

describe('The time before an instant', () => {
  it('is said in one unit, rounded down', () => {
    expect([0, 59.9e9, 60e9, 3599e9, 86_399e9, 5 * 86_400e9].map(beforeText)).toEqual([
      'just before',
      '59 s before',
      '1 min before',
      '59 min before',
      '23 h before',
      '5 d before',
    ]);
  });
});
