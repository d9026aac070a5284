import { describe, expect, it } from 'vitest';
import { type Json, jsonLine, prettyJson, readJson, sameJson } from './json';

const read = (text: string): Json => {
  const value = readJson(text);
  if (value === undefined) throw new Error(`not JSON: ${text}`);
  return value;
};

describe('JSON that is read exactly', () => {
  it('keeps the digits of numbers as they were written', () => {
    expect(prettyJson(read('[12.90, 9007199254740993, -0, 1E+400]'))).toBe(
      '[\n  12.90,\n  9007199254740993,\n  -0,\n  1E+400\n]',
    );
  });

  it('keeps the order of members and both of two equal keys', () => {
    expect(jsonLine(read('{"b":1,"2":2,"1":3,"b":4}'), 99)).toBe('{b: 1, 2: 2, 1: 3, b: 4}');
  });

  it('reads escapes in keys and strings', () => {
    expect(read('{"a\\u0062":"x\\n\\"\\\\"}')).toEqual({
      kind: 'object',
      members: [{ key: 'ab', value: { kind: 'string', value: 'x\n"\\' } }],
    });
  });

  it.each(['', '{', '[1,]', '{"a"}', '01', '1 2', "'a'", '{"a":1,}', 'nul', '"\n"', '"\\x"', '+1'])(
    'is not %j',
    (text) => {
      expect(readJson(text)).toBeUndefined();
    },
  );

  it('is refused when it is nested without end, instead of overflowing the stack', () => {
    expect(readJson('['.repeat(100_000))).toBeUndefined();
  });

  it('agrees with the reader of the language on what is JSON', () => {
    for (const text of [
      '{"a":[true,false,null,{"b":[]}]}',
      ' [ 1 , 2 ] ',
      '"\\ud83d\\ude00"',
      '-1.5e-3',
    ]) {
      expect(JSON.parse(prettyJson(read(text)))).toEqual(JSON.parse(text));
    }
  });
});

describe('Two JSON values', () => {
  it('are the same whatever the order of their members', () => {
    expect(sameJson(read('{"a":1,"b":[2]}'), read('{"b":[2],"a":1}'))).toBe(true);
  });

  it.each([
    ['12.9', '12.90'],
    ['[1,2]', '[2,1]'],
    ['{"a":1}', '{"a":1,"b":null}'],
    ['"1"', '1'],
    ['null', 'false'],
  ])('differ: %s and %s', (a, b) => {
    expect(sameJson(read(a), read(b))).toBe(false);
  });
});

describe('A value on one line', () => {
  it('is cut with an ellipsis', () => {
    expect(jsonLine(read('{"name":"a long name"}'), 12)).toBe('{name: "a l…');
  });

  it('does not read a long list to its end', () => {
    const long: Json = { kind: 'array', items: Array<Json>(1e6).fill(read('12345')) };
    expect(jsonLine(long, 20)).toHaveLength(20);
  });
});
