import { describe, expect, it } from 'vitest';
import { rowsIn, scrollFor } from './useRows';

describe('The rows of a list that exist', () => {
  it('are those in view and some more on both sides', () => {
    for (const top of [0, 5, 1_000, 23_456]) {
      const { first, end } = rowsIn(top, 300, 20, 10_000);
      expect(first * 20).toBeLessThanOrEqual(top);
      expect(end * 20).toBeGreaterThanOrEqual(top + 300);
      expect(end - first).toBeLessThan(60);
    }
  });

  it('are the same while the view moves by less than a few rows', () => {
    expect(rowsIn(1_620, 300, 20, 10_000)).toEqual(rowsIn(1_740, 300, 20, 10_000));
  });

  it('are never more than there are, also when the list became shorter than where the view stands', () => {
    expect(rowsIn(0, 300, 20, 3)).toEqual({ first: 0, end: 3 });
    const { first, end } = rowsIn(50_000, 300, 20, 10);
    expect([first <= 10, end]).toEqual([true, 10]);
    expect(rowsIn(0, 300, 20, 0)).toEqual({ first: 0, end: 0 });
  });
});

describe('Bringing a row into view', () => {
  it('moves as little as need be, and not at all where it is in view', () => {
    const nearest = (start: number) => scrollFor(start, 20, 300, 1_000, 'nearest');
    expect([960, 1_000, 1_280, 1_300].map(nearest)).toEqual([960, undefined, undefined, 1_020]);
  });

  it('can put it into the middle', () => {
    expect(scrollFor(1_000, 20, 300, 0, 'middle')).toBe(860);
  });
});
