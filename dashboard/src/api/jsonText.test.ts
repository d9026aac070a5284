import { describe, expect, it } from 'vitest';
import { keepJsonTexts } from './jsonText';

const kept = (answer: string): unknown => JSON.parse(keepJsonTexts(answer));

describe('Recorded JSON in an answer', () => {
  it('stays the text that the service wrote, digit for digit', () => {
    expect(kept('{"value":{"json":{"b":12.90,"a":9007199254740993}},"n":1}')).toEqual({
      value: { json: '{"b":12.90,"a":9007199254740993}' },
      n: 1,
    });
  });

  it('may be a scalar, a list, or hold brackets and quotes in strings', () => {
    expect(kept('[{"json":20},{"json":[1,[2]]},{"json":"}\\"]\\\\"},{"json":null}]')).toEqual([
      { json: '20' },
      { json: '[1,[2]]' },
      { json: '"}\\"]\\\\"' },
      { json: 'null' },
    ]);
  });

  it('is taken whole where it has members of the same name', () => {
    expect(kept('{"body":{"json":{"json":{"json":1}}}}')).toEqual({
      body: { json: '{"json":{"json":1}}' },
    });
  });

  it('is not looked for inside strings', () => {
    const answer = { text: 'a {"json":1} in text', truncated: false };
    expect(kept(JSON.stringify(answer))).toEqual(answer);
  });

  it('is told from headers by that name', () => {
    expect(kept('{"headers":{"json":["x"]},"body":{"json":1}}')).toEqual({
      headers: { json: ['x'] },
      body: { json: '1' },
    });
  });

  it('costs nothing in an answer without any', () => {
    const answer = '{"items":[]}';
    expect(keepJsonTexts(answer)).toBe(answer);
  });
});
