import { describe, expect, test } from 'vitest';
import { epochNanos, formatInstant, parseInstant } from './time';

describe('an instant', () => {
  test.each([
    '1970-01-01T00:00:00Z',
    '2026-11-23T03:46:12.345Z',
    '2026-11-23T03:46:12.345678901Z',
    '2026-11-23T03:46:12.000000001Z',
    '1969-12-31T23:59:59.999999999Z',
  ])('is written as it was read: %s', (text) => {
    const at = parseInstant(text);
    expect(at).toBeDefined();
    expect(at === undefined ? undefined : formatInstant(at)).toBe(text);
  });

  test('keeps the nanosecond that a number would lose', () => {
    expect(parseInstant('2026-11-23T03:46:12.345678901Z')).toBe(1795405572345678901n);
    expect(formatInstant(epochNanos(1795405572345678902n))).toBe('2026-11-23T03:46:12.345678902Z');
  });

  test('may be written with an offset', () => {
    expect(parseInstant('2026-11-23T05:46:12+02:00')).toBe(parseInstant('2026-11-23T03:46:12Z'));
    expect(parseInstant('2026-11-22T22:16:12-05:30')).toBe(parseInstant('2026-11-23T03:46:12Z'));
  });

  test.each(['', '3:46', '2026-02-31T00:00:00Z', '2026-11-23T24:00:00Z', '2026-11-23T03:46:12'])(
    'is not read from "%s"',
    (text) => {
      expect(parseInstant(text)).toBeUndefined();
    },
  );
});
