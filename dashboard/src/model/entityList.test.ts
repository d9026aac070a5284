import { describe, expect, it } from 'vitest';
import type { EntityState } from './answers';
import {
  entityList,
  type EntityMark,
  entityMarks,
  matching,
  searchOf,
  withPage,
} from './entityList';
import { after, entity } from './testEvents';

const list = (items: EntityState[], next?: string) =>
  entityList({
    service: 'shop/cart',
    at: after(0),
    items,
    ...(next === undefined ? {} : { next }),
  });

const marked = (
  before: EntityState[],
  now: EntityState[],
  nextBefore?: string,
  nextNow?: string,
) => {
  const { marks, gone } = entityMarks(list(before, nextBefore), list(now, nextNow));
  return {
    marks: Object.fromEntries<EntityMark>(
      [...marks].map(([id, mark]) => [String((JSON.parse(id) as string[])[1]), mark]),
    ),
    gone,
  };
};

describe('Entities between two instants', () => {
  it('are marked where another write gave the value, or where they are new', () => {
    expect(
      marked(
        [entity('a', 'e1'), entity('b', 'e2'), entity('c', 'e3')],
        [entity('a', 'e1'), entity('b', 'e9'), entity('d', 'e4')],
      ),
    ).toEqual({ marks: { b: 'changed', d: 'appeared' }, gone: 1 });
  });

  it('are not called new beyond what the other list has loaded', () => {
    expect(
      marked(
        [entity('a', 'e1'), entity('b', 'e2')],
        [entity('a', 'e1'), entity('b', 'e2'), entity('c', 'e3')],
        'more',
      ),
    ).toEqual({
      marks: {},
      gone: 0,
    });
  });

  it('are not called gone beyond what this list has loaded', () => {
    expect(
      marked([entity('a', 'e1'), entity('c', 'e3')], [entity('a', 'e1')], undefined, 'more').gone,
    ).toBe(0);
  });
});

describe('The list of entities', () => {
  it('goes on with the next page', () => {
    const grown = withPage(list([entity('a', 'e1')], 'n'), {
      service: 'shop/cart',
      at: after(0),
      items: [entity('b', 'e2')],
    });
    expect(grown.items.map((item) => item.key)).toEqual(['a', 'b']);
    expect(grown.next).toBeUndefined();
  });

  it('is searched for a part of type and key, in any case', () => {
    const items = [entity('A1', 'e1'), entity('b1', 'e2')];
    expect(matching(items, searchOf(' T/a ')).map((item) => item.key)).toEqual(['A1']);
    expect(matching(items, searchOf('CART')).length).toBe(2);
    expect(matching(items, searchOf(' '))).toBe(items);
  });
});
