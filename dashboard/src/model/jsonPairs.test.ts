import { describe, expect, it } from 'vitest';
import { jsonLine, readJson } from './json';
import { fieldChanges, joinPath } from './jsonPairs';

function changes(before: string, after: string, limit = 50): string[] {
  const { items, more } = fieldChanges(readJson(before), readJson(after), limit);
  const lines = items.map((change) => {
    const was = change.before === undefined ? 'nothing' : jsonLine(change.before, 60);
    const now = change.after === undefined ? 'nothing' : jsonLine(change.after, 60);
    return `${change.path}: ${was} -> ${now}`;
  });
  return more ? [...lines, 'more'] : lines;
}

describe('The fields that differ', () => {
  it('are found as deep down as both sides have the same shape', () => {
    expect(
      changes(
        '{"lines":[{"sku":"MUG","discountCents":581},{"sku":"TEA","discountCents":0}],"total":3289}',
        '{"lines":[{"sku":"MUG","discountCents":5.805},{"sku":"TEA","discountCents":0}],"total":3289}',
      ),
    ).toEqual(['lines[0].discountCents: 581 -> 5.805']);
  });

  it('are added, removed and changed members', () => {
    expect(changes('{"a":1,"b":2}', '{"b":"2","c":{"d":1}}')).toEqual([
      'b: 2 -> "2"',
      'c: nothing -> {d: 1}',
      'a: 1 -> nothing',
    ]);
  });

  it('are one insertion where an element was inserted, not a change of all behind it', () => {
    expect(changes('[1,2,3,4]', '[1,9,2,3,4]')).toEqual(['[1]: nothing -> 9']);
    expect(changes('[1,2,3,4]', '[1,3,4]')).toEqual(['[1]: 2 -> nothing']);
  });

  it('are the whole value where its kind changed', () => {
    expect(changes('{"a":[1]}', '{"a":{"0":1}}')).toEqual(['a: [1] -> {0: 1}']);
  });

  it('are none where only the order of members changed', () => {
    expect(changes('{"a":1,"b":2}', '{"b":2,"a":1}')).toEqual([]);
  });

  it('say that there are more than were asked for', () => {
    expect(changes('[1,2,3]', '[4,5,6]', 2)).toEqual(['[0]: 1 -> 4', '[1]: 2 -> 5', 'more']);
  });
});

describe('A path', () => {
  it('quotes keys that are not plain words', () => {
    expect(joinPath(joinPath('lines', 2), 'unit price')).toBe('lines[2]["unit price"]');
    expect(joinPath('', 'größe')).toBe('größe');
  });
});
