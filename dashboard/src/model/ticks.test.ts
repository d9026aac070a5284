import { describe, expect, test } from 'vitest';
import { at } from '../fixture/instants';
import { chanceOf } from '../fixture/seeded';
import { epochNanos, formatInstant, plus, seconds } from './time';
import { ticksOf } from './ticks';
import { contains, fractionOf, windowBetween } from './window';

const texts = (from: string, to: string, zone = 'UTC', pixels = 1000) =>
  ticksOf(windowBetween(at(from), at(to)), pixels, zone).map(({ text }) => text);

describe('the axis', () => {
  test('counts quarters of an hour in an hour or two', () => {
    expect(texts('2026-11-23T03:00:00Z', '2026-11-23T05:00:00Z')).toEqual(
      '03:00 03:15 03:30 03:45 04:00 04:15 04:30 04:45'.split(' '),
    );
  });

  test('names the day where one begins, by the clock of the zone', () => {
    expect(texts('2026-11-22T20:00:00Z', '2026-11-23T02:00:00Z', 'Asia/Kolkata', 400)).toEqual([
      '02:00',
      '04:00',
      '06:00',
    ]);
    expect(texts('2026-11-22T16:00:00Z', '2026-11-22T22:00:00Z', 'Asia/Kolkata', 400)).toEqual([
      '22:00',
      'Mon 23 Nov',
      '02:00',
    ]);
  });

  test('goes down to single nanoseconds', () => {
    const [first, second] = texts(
      '2026-11-23T03:46:12.345678900Z',
      '2026-11-23T03:46:12.345688900Z',
    );
    expect([first, second]).toEqual(['03:46:12.345680', '03:46:12.345682']);
  });

  test('keeps to the wall clock over a change of the clocks', () => {
    expect(texts('2026-03-28T23:00:00Z', '2026-03-29T05:00:00Z', 'Europe/Berlin', 700)).toEqual(
      'Sun 29 Mar|01:00|03:00|04:00|05:00|06:00'.split('|'),
    );
  });

  test('marks the same days wherever the window stands', () => {
    const days = (from: string) => texts(from, '2026-12-01T00:00:00Z', 'UTC', 900);
    expect(days('2026-09-01T00:00:00Z').slice(-3)).toEqual(days('2026-09-02T00:00:00Z').slice(-3));
  });

  test('has a few ticks, in order, in view and apart, for any window, width and zone', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const chance = chanceOf(seed);
      const from = epochNanos(chance.nanos(10n ** 18n, 2n * 10n ** 18n));
      const window = windowBetween(from, plus(from, seconds(10 ** (chance.next() * 12 - 5))));
      const zone = chance.oneOf([
        'UTC',
        'Europe/Berlin',
        'America/Santiago',
        'Australia/Lord_Howe',
      ]);
      const ticks = ticksOf(window, 1200, zone);
      const name = `seed ${seed}: ${formatInstant(window.from)} to ${formatInstant(window.to)} ${zone}`;
      expect(ticks.length, name).toBeLessThanOrEqual(16);
      expect(
        ticks.every((tick) => contains(window, tick.at)),
        name,
      ).toBe(true);
      const places = ticks.map((tick) => fractionOf(window, tick.at) * 1200);
      // An hour that is left out brings two ticks nearer to each other, never onto each other.
      const gaps = places.slice(1).map((place, index) => place - (places[index] ?? 0));
      expect(Math.min(...gaps, 1200), name).toBeGreaterThan(40);
    }
  });
});
