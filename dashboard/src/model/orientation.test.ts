import { describe, expect, it } from 'vitest';
import { chanceOf } from '../fixture/seeded';
import { RECENT, recentChanges, recentWindow, standingOf } from './orientation';
import { serviceRows } from './serviceRows';
import { deployment, eventPage, NOON, serviceSummary } from './testEvents';
import { epochNanos } from './time';

const standing = (...services: Parameters<typeof serviceSummary>[0][]) =>
  standingOf(serviceRows(services.map(serviceSummary), NOON));

describe('How all services stand', () => {
  it('names those that fail, and counts the rest', () => {
    const { words, services, rest } = standing(
      { name: 'cart', calls: 10, errors: 5 },
      { name: 'order', calls: 10, errors: 1 },
      { name: 'pay', calls: 100, errors: 1 },
      { name: 'web', calls: 10 },
      { name: 'job' },
    );
    expect(words).toBe('2 services fail');
    expect(services.map((row) => row.name)).toEqual(['cart', 'order']);
    expect(rest).toBe('1 with some errors, 1 ok, 1 silent');
  });

  it('says that none fails, also where some are slow or have errors', () => {
    expect(standing({ name: 'a', calls: 100, errors: 1 }).words).toBe(
      'no service fails; 1 has some errors',
    );
    expect(standing({ name: 'a', calls: 9, p95Nanos: 3e9 }).words).toBe(
      'no service fails; 1 is slow',
    );
    const well = standing({ name: 'a', calls: 9 }, { name: 'b' });
    expect(well.words).toBe('no service fails');
    expect(well.rest).toBe('1 ok, 1 silent');
    expect(well.services).toEqual([]);
  });

  it('does not call silence health', () => {
    expect(standing({ name: 'a' }).words).toBe('no service was called');
  });
});

describe('The changes before an instant', () => {
  const asked = recentWindow(NOON);
  const minute = 60e9;

  it('are those of the quarter of an hour up to it, the newest first', () => {
    const page = eventPage([
      deployment('1.1.0', -16 * minute),
      deployment('1.2.0', -14 * minute),
      deployment('1.3.0', 0),
      deployment('1.4.0', 1),
    ]);
    const found = recentChanges(page, asked, NOON);
    expect(found?.marks.map((mark) => mark.label)).toEqual(['1.3.0', '1.2.0']);
    expect(found?.more).toBe(false);
  });

  it('may be more where the page ends within that time, and not where it ends before', () => {
    const short = eventPage([deployment('1.3.0', -minute)], 'next');
    const long = eventPage([deployment('1.3.0', -minute), deployment('1.0', -15 * minute)], 'next');
    expect(recentChanges(short, asked, NOON)?.more).toBe(true);
    expect(recentChanges(long, asked, NOON)?.more).toBe(false);
  });

  it('are not known from an answer about another time', () => {
    const later = epochNanos(NOON + 2n * RECENT);
    expect(recentChanges(eventPage([]), asked, later)).toBeUndefined();
    expect(recentChanges(eventPage([]), recentWindow(later), NOON)).toBeUndefined();
  });

  it.each([1, 2, 3])('are asked for in a stretch that holds them all, seed %i', (seed) => {
    const chance = chanceOf(seed);
    for (let round = 0; round < 200; round++) {
      const at = epochNanos(chance.nanos(0n, 2_000_000_000_000_000_000n));
      expect(recentChanges(eventPage([]), recentWindow(at), at)).toEqual({
        marks: [],
        more: false,
      });
    }
  });
});
