import { describe, expect, it } from 'vitest';
import type { EntityBlame } from './answers';
import { blameRows } from './blameRows';
import { after, TRACE } from './testEvents';

const by = (at: number, version?: string) => ({
  eventId: String(at),
  occurredAt: after(at),
  traceId: TRACE,
  ...(version === undefined ? {} : { serviceVersion: version }),
});

const blameOf = (fields: EntityBlame['fields']): EntityBlame => ({
  service: 'shop/cart',
  at: after(9),
  entity: { type: 'cart', key: '7' },
  deleted: false,
  lastWrite: by(9),
  fields,
  fieldsLimited: false,
});

describe('Who set a field', () => {
  it('is told for each top-level field, with its value', () => {
    const rows = blameRows(
      blameOf([
        {
          path: '/total',
          value: { json: '12.90' },
          setBy: { ...by(3, '1.3.0'), entry: 'POST /x' },
        },
        { path: '/status', value: { json: '"open"' }, setBy: by(1, '1.2.0') },
      ]),
    );
    expect(
      rows.map((row) => [row.field, row.value, row.setBy?.occurredAt, row.setBy?.version]),
    ).toEqual([
      ['total', '12.90', after(3), '1.3.0'],
      ['status', '"open"', after(1), '1.2.0'],
    ]);
    expect(rows[0]?.setBy).toMatchObject({ operation: 'POST /x', traceId: TRACE });
  });

  it('is the newest of its parts for a field that holds others', () => {
    const [row, ...others] = blameRows(
      blameOf([
        { path: '/items/0/n', value: { json: '1' }, setBy: by(2) },
        { path: '/items/1/n', value: { json: '2' }, setBy: by(5) },
        { path: '/items/2/n', value: { json: '3' }, setBy: by(4) },
      ]),
    );
    expect(others).toEqual([]);
    expect(row).toMatchObject({ field: 'items', parts: 3, value: undefined, unsure: false });
    expect(row?.setBy?.occurredAt).toBe(after(5));
  });

  it('is not sure where no write was found', () => {
    const rows = blameRows(
      blameOf([
        { path: '/a/b', value: { json: '1' }, setBy: by(2) },
        { path: '/a/c', value: { json: '1' } },
        { path: '/d', value: { unknown: true } },
      ]),
    );
    expect(rows.map((row) => [row.field, row.unsure, row.setBy?.occurredAt])).toEqual([
      ['a', true, after(2)],
      ['d', true, undefined],
    ]);
    expect(rows[1]?.value).toBeUndefined();
  });

  it('reads names as JSON pointers write them, and a value without members as one', () => {
    const names = (path: string) =>
      blameRows(blameOf([{ path, value: { json: '1' } }])).map((row) => row.field);
    expect(names('/a~1b~01')).toEqual(['a/b~1']);
    expect(names('')).toEqual(['value']);
  });
});
