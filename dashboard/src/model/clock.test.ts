import { describe, expect, test } from 'vitest';
import { agoText, fullText, spanText, timeOfDay } from './clock';
import { epochNanos } from './time';

const AT = epochNanos(1795405572345678901n); // 2026-11-23T03:46:12.345678901Z

describe('an instant in words', () => {
  test('shows as many digits as are wanted, and never rounds up', () => {
    expect(timeOfDay(AT, 'UTC')).toBe('03:46:12.345');
    expect(timeOfDay(AT, 'UTC', 0)).toBe('03:46:12');
    expect(timeOfDay(AT, 'UTC', 9)).toBe('03:46:12.345678901');
    expect(timeOfDay(epochNanos(AT + 654_000_000n), 'UTC', 1)).toBe('03:46:12.9');
  });

  test('names day, time and zone in full', () => {
    expect(fullText(AT, 'UTC')).toBe('Mon 23 Nov 2026, 03:46:12.345678901 UTC');
    expect(fullText(epochNanos(1795405572000000000n), 'Asia/Kolkata')).toBe(
      'Mon 23 Nov 2026, 09:16:12 UTC+05:30',
    );
  });

  test('is so long ago', () => {
    const later = (nanos: bigint) => epochNanos(AT + nanos);
    expect(agoText(AT, later(63_400_000_000n))).toBe('1 min 3 s ago');
    expect(agoText(AT, later(999_999_999n))).toBe('now');
    expect(agoText(AT, later(-5_000_000_000n))).toBe('in 5 s');
    expect(agoText(AT, later(187_200_000_000_000n))).toBe('2 d 4 h ago');
  });
});

describe('a span in words', () => {
  test.each([
    [0n, '0 s'],
    [1n, '1 ns'],
    [1_999n, '1 µs'],
    [250_000_000n, '250 ms'],
    [1_500_000_000n, '1.5 s'],
    [63_000_000_000n, '1 min 3 s'],
    [-3_600_000_000_000n, '1 h'],
    [5_400_000_000_000n, '1 h 30 min'],
  ])('%s ns is %s', (span, text) => {
    expect(spanText(span)).toBe(text);
  });
});
