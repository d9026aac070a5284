import { describe, expect, test } from 'vitest';
import { at } from '../fixture/instants';
import { chanceOf } from '../fixture/seeded';
import { epochNanos, plus, seconds } from './time';
import {
  centredOn,
  contains,
  following,
  fractionOf,
  instantAt,
  pan,
  width,
  windowBetween,
  zoom,
} from './window';
import type { Window } from './window';

const HOUR: Window = { from: at('2026-11-23T03:00:00Z'), to: at('2026-11-23T04:00:00Z') };

describe('a window', () => {
  test('maps instants to fractions and back', () => {
    expect(fractionOf(HOUR, at('2026-11-23T03:15:00Z'))).toBe(0.25);
    expect(instantAt(HOUR, 0.25)).toBe(at('2026-11-23T03:15:00Z'));
    expect(instantAt(HOUR, 0)).toBe(HOUR.from);
    expect(instantAt(HOUR, 1)).toBe(HOUR.to);
  });

  test('includes its start and excludes its end', () => {
    expect(contains(HOUR, HOUR.from)).toBe(true);
    expect(contains(HOUR, HOUR.to)).toBe(false);
  });

  test('zooms around the instant under the pointer, which stays where it is', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const chance = chanceOf(seed);
      const pivot = instantAt(HOUR, chance.next());
      const zoomed = zoom(HOUR, pivot, chance.oneOf([0.001, 0.5, 0.9, 1.1, 30]));
      const moved = Math.abs(fractionOf(zoomed, pivot) - fractionOf(HOUR, pivot));
      expect(moved, `seed ${seed}`).toBeLessThan(1e-6);
    }
  });

  test('zooms in from days to microseconds and no further, and out to years and no further', () => {
    let window = HOUR;
    for (let i = 0; i < 200; i++) window = zoom(window, at('2026-11-23T03:15:00Z'), 0.5);
    expect(width(window)).toBe(10_000n);
    for (let i = 0; i < 200; i++) window = zoom(window, at('2026-11-23T03:15:00Z'), 2);
    expect(width(window)).toBe(seconds(3 * 366 * 86_400));
  });

  test('pans by a part of itself and keeps its width', () => {
    expect(pan(HOUR, 0.5)).toEqual({
      from: at('2026-11-23T03:30:00Z'),
      to: at('2026-11-23T04:30:00Z'),
    });
    expect(width(pan(HOUR, -1 / 3))).toBe(width(HOUR));
  });

  test('is centred on an instant', () => {
    expect(centredOn(HOUR, HOUR.to)).toEqual({
      from: at('2026-11-23T03:30:00Z'),
      to: at('2026-11-23T04:30:00Z'),
    });
  });

  test('follows an instant as little as need be', () => {
    expect(following(HOUR, at('2026-11-23T03:30:00Z'))).toBe(HOUR);
    expect(fractionOf(following(HOUR, HOUR.to), HOUR.to)).toBeCloseTo(0.9);
    expect(width(following(HOUR, HOUR.to))).toBe(width(HOUR));
    const past = plus(HOUR.from, seconds(-60));
    expect(fractionOf(following(HOUR, past), past)).toBeCloseTo(0.1);
  });

  test('is never empty, whatever two instants it is made of', () => {
    const instant = epochNanos(1n);
    expect(width(windowBetween(instant, instant))).toBeGreaterThan(0n);
    expect(windowBetween(HOUR.to, HOUR.from)).toEqual(HOUR);
  });
});
