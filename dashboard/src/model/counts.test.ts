import { describe, expect, test } from 'vitest';
import type { Schemas } from '../api/client';
import { at } from '../fixture/instants';
import { chanceOf } from '../fixture/seeded';
import { bucketAt, bucketsIn, countsFor, countsOf, gapsOf, scaleOf } from './counts';
import { epochNanos, formatInstant, plus, seconds } from './time';
import { contains, pan, width, windowBetween } from './window';

const START = at('2026-11-23T03:00:00Z');

function answer(events: readonly number[], stepSeconds = 10): Schemas['Timeline'] {
  return {
    from: formatInstant(START),
    to: formatInstant(plus(START, seconds(stepSeconds * events.length))),
    bucketNanos: stepSeconds * 1e9,
    buckets: events.map((count, index) => ({
      from: formatInstant(plus(START, seconds(stepSeconds * index))),
      events: count,
      errors: 0,
      calls: count,
      entityChanges: 0,
      deployments: 0,
      configChanges: 0,
      maxDurationNanos: 0,
    })),
  };
}

describe('what is asked for', () => {
  test('covers any window, in round buckets, no more than the API gives', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const chance = chanceOf(seed);
      const from = epochNanos(chance.nanos(0n, 2n * 10n ** 18n));
      const window = windowBetween(from, plus(from, seconds(10 ** (chance.next() * 12 - 5))));
      const asked = countsFor(window, chance.whole(300, 4000));
      expect(asked.from <= window.from && asked.to >= window.to, `seed ${seed}`).toBe(true);
      expect(asked.buckets, `seed ${seed}`).toBeGreaterThan(0);
      expect(asked.buckets, `seed ${seed}`).toBeLessThanOrEqual(2000);
      expect((asked.to - asked.from) % BigInt(asked.buckets), `seed ${seed}`).toBe(0n);
    }
  });

  test('stays the same while the window moves a little', () => {
    const window = windowBetween(at('2026-11-23T03:00:07Z'), at('2026-11-23T04:00:07Z'));
    expect(countsFor(pan(window, 0.001), 1400)).toEqual(countsFor(window, 1400));
  });
});

describe('an answer', () => {
  const counts = countsOf(answer([1, 2, 0, 40]));

  test('is worked out once', () => {
    const same = answer([1]);
    expect(countsOf(same)).toBe(countsOf(same));
  });

  test('knows the bucket of an instant', () => {
    expect(bucketAt(counts, START)?.events).toBe(1);
    expect(bucketAt(counts, at('2026-11-23T03:00:19.999999999Z'))?.events).toBe(2);
    expect(bucketAt(counts, at('2026-11-23T03:00:40Z'))).toBeUndefined();
    expect(bucketAt(counts, at('2026-11-23T02:59:59Z'))).toBeUndefined();
  });

  test('gives the buckets in view, those at the edges too', () => {
    const window = windowBetween(at('2026-11-23T03:00:05Z'), at('2026-11-23T03:00:20Z'));
    expect(bucketsIn(counts, window).map(({ events }) => events)).toEqual([1, 2]);
    expect(
      bucketsIn(counts, windowBetween(plus(START, seconds(99)), plus(START, seconds(200)))),
    ).toEqual([]);
    expect(contains(window, START)).toBe(false);
    expect(width(window)).toBe(seconds(15));
  });
});

describe('the scale', () => {
  test.each([
    [[0], 5],
    [[3], 5],
    [[11], 15],
    [[412, 2], 500],
    [[1000], 1000],
  ])('of %j events ends at %i', (events, top) => {
    expect(scaleOf(countsOf(answer(events)).buckets)).toBe(top);
  });
});

test('a gap is as long as what the index knew of the lost frame', () => {
  const gap = { service: 'cart', lane: 0, sequenceNr: 4, noticedAt: formatInstant(START) };
  const lost = {
    firstOccurredAt: '2026-11-23T03:00:00Z',
    lastOccurredAt: '2026-11-23T03:00:02Z',
    events: 9,
  };
  const completeness = {
    gaps: [gap, { ...gap, lost }],
    gapsTotal: 2,
    damaged: [],
    damagedTotal: 0,
    silentMirrors: [],
    silentMirrorsTotal: 0,
    timeBudgetSpent: false,
  };
  expect(gapsOf(completeness)).toEqual([{ from: START, to: START + 2_000_000_001n }]);
  expect(gapsOf(undefined)).toEqual([]);
});
