import { describe, expect, test } from 'vitest';
import { at } from '../fixture/instants';
import { markNear, placeMarks } from './marks';
import type { Mark } from './marks';
import { plus, seconds } from './time';

const START = at('2026-11-23T03:00:00Z');
const WINDOW = { from: START, to: plus(START, seconds(1000)) };
const mark = (second: number, label = '1.0.0'): Mark => ({
  kind: 'deployment',
  at: plus(START, seconds(second)),
  service: 'cart',
  label,
});

describe('marks', () => {
  test('stand where they happened, and know the room for their label', () => {
    const placed = placeMarks([mark(500), mark(100)], WINDOW, 1000);
    expect(placed.map(({ x, room }) => [x, room])).toEqual([
      [100, 400],
      [500, 500],
    ]);
  });

  test('that would hide each other are one', () => {
    const placed = placeMarks([mark(100, 'a'), mark(105, 'b'), mark(300, 'c')], WINDOW, 1000);
    expect(placed.map(({ marks }) => marks.map(({ label }) => label))).toEqual([['a', 'b'], ['c']]);
  });

  test('out of view are left out', () => {
    expect(placeMarks([mark(-100), mark(1200)], WINDOW, 1000)).toEqual([]);
  });

  test('are found under the pointer', () => {
    const placed = placeMarks([mark(100), mark(500)], WINDOW, 1000);
    expect(markNear(placed, 104)?.x).toBe(100);
    expect(markNear(placed, 200)).toBeUndefined();
  });
});
