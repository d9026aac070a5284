import { describe, expect, it } from 'vitest';
import type { StateDiff } from './answers';
import { diffCounts, diffRows } from './diffRows';
import { after, entity } from './testEvents';

const diff = (parts: Partial<StateDiff>): StateDiff => ({
  service: 'shop/cart',
  from: after(0),
  to: after(1),
  entities: [],
  entitiesTotal: parts.entities?.length ?? 0,
  config: [],
  configTotal: parts.config?.length ?? 0,
  ...parts,
});

function lines(...pages: StateDiff[]): string[] {
  return diffRows(pages).map((row) => {
    switch (row.kind) {
      case 'heading':
        return `${row.text} ${String(row.count)}`;
      case 'note':
        return row.text;
      case 'thing':
      case 'field': {
        const name = row.kind === 'thing' ? row.name : `  ${row.path}`;
        return `${name} ${row.mark} ${row.before ?? '-'} -> ${row.after ?? '-'}`;
      }
    }
  });
}

describe('A diff', () => {
  it('shows version, settings and entities, each field with its old and new value', () => {
    const setting = { removed: false, changedAt: after(0), eventId: 'e' };
    expect(
      lines(
        diff({
          runningBefore: { version: '1.2.0', deployedAt: after(0), eventId: 'a' },
          runningAfter: {
            version: '1.3.0',
            commit: 'f96763b6baff52',
            deployedAt: after(1),
            eventId: 'b',
          },
          config: [
            {
              key: 'refundWindowDays',
              before: { key: 'refundWindowDays', ...setting, value: { json: '30' } },
              after: { key: 'refundWindowDays', ...setting, value: { json: '14' } },
            },
          ],
          entities: [
            { type: 'cart', key: '1', after: entity('1', 'e1', '{"n":1}') },
            {
              type: 'cart',
              key: '2',
              before: entity('2', 'e2', '{"n":581,"x":1}'),
              after: entity('2', 'e3', '{"n":5.805,"x":1}'),
            },
            {
              type: 'cart',
              key: '3',
              before: entity('3', 'e4', '{}'),
              after: { type: 'cart', key: '3', deleted: true, changedAt: after(1), eventId: 'e5' },
            },
          ],
        }),
      ),
    ).toEqual([
      'Version 1',
      'running version changed 1.2.0 -> 1.3.0 (f96763b6ba)',
      'Config 1',
      'refundWindowDays changed 30 -> 14',
      'Entities 3',
      'cart/1 added - -> {n: 1}',
      'cart/2 changed - -> -',
      '  n changed 581 -> 5.805',
      'cart/3 removed {} -> -',
    ]);
  });

  it('goes on with the entities of further pages', () => {
    const pages = [
      diff({ entities: [{ type: 'cart', key: '1', after: entity('1', 'e1') }], entitiesTotal: 2 }),
      diff({ entities: [{ type: 'cart', key: '2', after: entity('2', 'e2') }], entitiesTotal: 2 }),
    ];
    expect(lines(...pages)).toEqual(['Entities 2', 'cart/1 added - -> {}', 'cart/2 added - -> {}']);
    expect(diffCounts(diffRows(pages))).toEqual({ added: 2, removed: 0, changed: 0 });
  });

  it('begins its entities with the open one', () => {
    const both = diff({
      entities: [
        { type: 'cart', key: '1', after: entity('1', 'e1') },
        { type: 'cart', key: '2', after: entity('2', 'e2') },
      ],
    });
    const names = diffRows([both], { type: 'cart', key: '2' }).flatMap((row) =>
      row.kind === 'thing' ? row.name : [],
    );
    expect(names).toEqual(['cart/2', 'cart/1']);
  });

  it('is empty where nothing differs', () => {
    const running = { version: '1.2.0', deployedAt: after(0), eventId: 'a' };
    expect(lines(diff({ runningBefore: running, runningAfter: running }))).toEqual([]);
  });
});
