import { describe, expect, it } from 'vitest';
import type { EntityHistory } from './answers';
import { historyRows, writeAt, writeBefore } from './entityHistory';
import { after, NOON, origins, TRACE, write } from './testEvents';
import { epochNanos } from './time';

const page = (items: EntityHistory['items'], next?: string): EntityHistory => ({
  service: 'shop/cart',
  from: after(-9e9),
  to: after(9e9),
  items,
  origins: origins('1.2.0', '1.3.0'),
  ...(next === undefined ? {} : { next }),
});

describe('The history of an entity', () => {
  it('says for each write what it changed, against the write before it', () => {
    const rows = historyRows([
      page([
        write(3, '{"total":3.5,"n":2}', 1),
        write(2, '{"total":35,"n":2}'),
        write(1, '{"total":35,"n":1}'),
      ]),
    ]);
    expect(
      rows.map((row) => [row.what, row.version, row.changes.items.map((c) => c.path)]),
    ).toEqual([
      ['changed', '1.3.0', ['total']],
      ['changed', '1.2.0', ['n']],
      ['created', '1.2.0', []],
    ]);
  });

  it('compares across pages, and does not call the oldest loaded write the first', () => {
    const rows = historyRows([
      page([write(3, '{"n":3}')], 'next'),
      page([write(2, '{"n":2}')], 'next'),
    ]);
    expect(rows.map((row) => [row.what, row.compared])).toEqual([
      ['changed', true],
      ['changed', false],
    ]);
  });

  it('knows a deletion, and that the write after one creates', () => {
    const rows = historyRows([page([write(3, '{}'), write(2, undefined), write(1, '{}')])]);
    expect(rows.map((row) => row.what)).toEqual(['created', 'deleted', 'created']);
  });

  it('knows a write that changed nothing', () => {
    const rows = historyRows([page([write(2, '{"a":1,"b":2}'), write(1, '{"b":2,"a":1}')])]);
    expect(rows[0]?.what).toBe('rewritten');
  });

  it('names the trace that wrote', () => {
    expect(historyRows([page([write(1, '{}')])])[0]?.traceId).toBe(TRACE);
  });

  it('finds the write before another by its id, whatever a clock that is off made of its time', () => {
    const [newer, older] = [write(30, '{"n":3}'), write(20, '{"n":2}')];
    const rows = historyRows([page([{ ...newer, correctedAt: after(10) }, older])]);
    expect(writeBefore(rows, newer.id)?.id).toBe(older.id);
    expect(writeBefore(rows, older.id)).toBeUndefined();
    expect(writeBefore(rows, 'of another page')).toBeUndefined();
  });

  it('finds the write that gave the value at an instant', () => {
    const rows = historyRows([page([write(30, '{"n":3}'), write(20, '{"n":2}')])]);
    const found = [10n, 20n, 29n, 30n].map(
      (nanos) => writeAt(rows, epochNanos(NOON + nanos))?.occurredAt,
    );
    expect(found).toEqual([undefined, after(20), after(20), after(30)]);
  });
});
