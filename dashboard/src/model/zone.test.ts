import { describe, expect, test } from 'vitest';
import { at } from '../fixture/instants';
import { formatInstant } from './time';
import type { EpochNanos } from './time';
import {
  instantsOf,
  isDate,
  offsetText,
  plusDays,
  startOfDay,
  wallClockAt,
  weekdayOf,
} from './zone';

const wall = (text: string) => wallClockAt(at(`${text}Z`), 'UTC');
const instants = (text: string, zone: string) => instantsOf(wall(text), zone).map(formatInstant);

describe('a zone', () => {
  test('reads the wall clock at an instant, to the nanosecond', () => {
    expect(wallClockAt(at('2026-07-01T22:30:00.123456789Z'), 'Europe/Berlin')).toEqual({
      year: 2026,
      month: 7,
      day: 2,
      hour: 0,
      minute: 30,
      second: 0,
      nano: 123456789,
    });
  });

  test('finds the one instant of an ordinary reading', () => {
    expect(instants('2026-11-23T03:46:12.5', 'Europe/Berlin')).toEqual(['2026-11-23T02:46:12.5Z']);
    expect(instants('2026-11-23T03:46:12.5', 'Asia/Kolkata')).toEqual(['2026-11-22T22:16:12.5Z']);
    expect(instants('2026-11-23T03:46:12.5', 'UTC')).toEqual(['2026-11-23T03:46:12.5Z']);
  });

  test('finds both instants of an hour that comes twice, the earliest first', () => {
    expect(instants('2026-10-25T02:30:00', 'Europe/Berlin')).toEqual([
      '2026-10-25T00:30:00Z',
      '2026-10-25T01:30:00Z',
    ]);
    expect(instants('2026-11-01T01:15:00', 'America/New_York')).toEqual([
      '2026-11-01T05:15:00Z',
      '2026-11-01T06:15:00Z',
    ]);
  });

  test('finds none in an hour that is left out', () => {
    expect(instants('2026-03-29T02:30:00', 'Europe/Berlin')).toEqual([]);
    expect(instants('2026-03-29T03:00:00', 'Europe/Berlin')).toEqual(['2026-03-29T01:00:00Z']);
  });

  test('knows half hours of summer time', () => {
    expect(instants('2026-04-05T01:45:00', 'Australia/Lord_Howe')).toHaveLength(2);
  });

  test('turns every reading back into its instant, over a year of quarter hours', () => {
    for (const zone of ['Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'UTC']) {
      for (let quarter = 0; quarter < 366 * 96; quarter += 97) {
        const instant = (at('2026-01-01T00:00:00.000000001Z') +
          BigInt(quarter) * 900_000_000_000n) as EpochNanos;
        expect(instantsOf(wallClockAt(instant, zone), zone)).toContain(instant);
      }
    }
  });

  test('says how far it is ahead', () => {
    expect(offsetText(at('2026-11-23T00:00:00Z'), 'Europe/Berlin')).toBe('UTC+1');
    expect(offsetText(at('2026-11-23T00:00:00Z'), 'America/St_Johns')).toBe('UTC-03:30');
    expect(offsetText(at('2026-11-23T00:00:00Z'), 'UTC')).toBe('UTC');
  });

  test('starts its days at its own midnight', () => {
    expect(formatInstant(startOfDay(at('2026-11-23T22:59:59Z'), 'Europe/Berlin'))).toBe(
      '2026-11-22T23:00:00Z',
    );
  });
});

describe('a date', () => {
  test('exists or not', () => {
    expect(isDate({ year: 2028, month: 2, day: 29 })).toBe(true);
    expect(isDate({ year: 2026, month: 2, day: 29 })).toBe(false);
  });

  test('counts on over months and years', () => {
    expect(plusDays({ year: 2026, month: 1, day: 1 }, -1)).toEqual({
      year: 2025,
      month: 12,
      day: 31,
    });
  });

  test('has a weekday', () => {
    expect(weekdayOf({ year: 2026, month: 11, day: 23 })).toBe(1);
  });
});
