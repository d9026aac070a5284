import { describe, expect, it } from 'vitest';
import { readJson, type Json } from './json';
import { jsonRows, type JsonTree } from './jsonRows';

const read = (text: string): Json => readJson(text) ?? { kind: 'null' };

function rows(tree: Partial<JsonTree> & Pick<JsonTree, 'value'>): string[] {
  return jsonRows({ toggled: new Map(), ...tree }).map((row) => {
    const label = row.label === undefined ? '' : `${String(row.label)} `;
    const sign = row.size === 0 ? '' : row.open ? 'v ' : '> ';
    const mark =
      row.mark === undefined
        ? ''
        : ` (${row.mark}${row.before === undefined ? '' : `, was ${row.before}`})`;
    const line = `${sign}${label}${row.open ? '' : row.text}${mark}`;
    return `${'  '.repeat(row.depth)}${line.replaceAll(/ +/g, ' ').trim()}`;
  });
}

describe('A JSON tree', () => {
  it('has a row for each value, open where it is small and near the root', () => {
    expect(rows({ value: read('{"a":{"b":{"c":{"d":1}}},"e":[]}') })).toEqual([
      'v',
      '  v a',
      '    v b',
      '      > c {d: 1}',
      '  e []',
    ]);
  });

  it('opens and closes by path', () => {
    const toggled = new Map([
      ['a', false],
      ['b[0].c.d', true],
    ]);
    expect(rows({ value: read('{"a":{"x":1},"b":[{"c":{"d":{"e":1}}}]}'), toggled })).toEqual([
      'v',
      '  > a {x: 1}',
      '  v b',
      '    v 0',
      '      > c {d: {e: 1}}',
    ]);
  });

  it('marks what changed, with what stood there, and opens the way to it', () => {
    expect(
      rows({
        value: read('{"a":{"b":{"c":{"d":{"n":5.805}}}},"same":1,"new":true}'),
        before: read('{"a":{"b":{"c":{"d":{"n":581}}}},"same":1,"old":"x"}'),
      }),
    ).toEqual([
      'v (inside)',
      '  v a (inside)',
      '    v b (inside)',
      '      v c (inside)',
      '        v d (inside)',
      '          n 5.805 (changed, was 581)',
      '  same 1',
      '  new true (added)',
      '  old "x" (removed)',
    ]);
  });

  it('does not mark every part of something that is new as a whole', () => {
    expect(rows({ value: read('{"a":{"b":1}}'), before: read('{}') })).toEqual([
      'v (inside)',
      '  v a (added)',
      '    b 1',
    ]);
  });

  it('keeps rows with equal keys apart', () => {
    const paths = jsonRows({ value: read('{"a":1,"a":2}'), toggled: new Map() }).map((r) => r.path);
    expect(new Set(paths).size).toBe(paths.length);
  });
});
