import { describe, expect, test } from 'vitest';
import { at } from '../fixture/instants';
import { nextSpeed, positionOf } from './playback';
import type { Course } from './playback';
import { formatInstant } from './time';

const FROM = at('2026-11-23T03:46:12.000000001Z');
const ENDS = { first: at('2026-11-23T03:46:00Z'), last: at('2026-11-23T03:47:00Z') };
const course = (changed: Partial<Course> = {}): Course => ({
  from: FROM,
  startedMillis: 1000,
  direction: 1,
  speed: 1,
  ...changed,
});
const reached = (changed: Partial<Course>, millis: number) =>
  formatInstant(positionOf(course(changed), millis, ENDS).at);

describe('playback', () => {
  test('goes on in real time, and loses no nanosecond', () => {
    expect(reached({}, 1000)).toBe('2026-11-23T03:46:12.000000001Z');
    expect(reached({}, 3500)).toBe('2026-11-23T03:46:14.500000001Z');
  });

  test('goes as fast and as slow as is chosen', () => {
    expect(reached({ speed: 10 }, 2000)).toBe('2026-11-23T03:46:22.000000001Z');
    expect(reached({ speed: 0.1 }, 2000)).toBe('2026-11-23T03:46:12.100000001Z');
  });

  test('goes backward', () => {
    expect(reached({ direction: -1 }, 2000)).toBe('2026-11-23T03:46:11.000000001Z');
  });

  test('ends where history ends, at either end', () => {
    expect(positionOf(course({ speed: 600 }), 2000, ENDS)).toEqual({
      at: ENDS.last,
      arrived: true,
    });
    expect(positionOf(course({ speed: 600, direction: -1 }), 2000, ENDS)).toEqual({
      at: ENDS.first,
      arrived: true,
    });
  });

  test('beyond the end stays where it is rather than leap back', () => {
    const beyond = at('2026-11-23T04:00:00Z');
    expect(positionOf(course({ from: beyond }), 2000, ENDS)).toEqual({ at: beyond, arrived: true });
  });

  test('has no end while history is not known', () => {
    expect(positionOf(course({ speed: 600 }), 2000, undefined).arrived).toBe(false);
  });

  test('does not run back when the clock does', () => {
    expect(reached({}, 500)).toBe('2026-11-23T03:46:12.000000001Z');
  });
});

describe('speeds', () => {
  test('follow one another, and stop at the ends', () => {
    expect(nextSpeed(1, 1)).toBe(2);
    expect(nextSpeed(1, -1)).toBe(0.5);
    expect(nextSpeed(3, -1)).toBe(2);
    expect(nextSpeed(600, 1)).toBe(600);
    expect(nextSpeed(0.01, -1)).toBe(0.01);
  });
});
