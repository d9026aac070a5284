import type { StateDiff } from './answers';
import { contentJson } from './content';
import { valueText } from './eventText';
import { type FieldChange, fieldChanges } from './jsonPairs';
import { type Json, jsonLine } from './json';
import type { EntityRef } from './scene';

export type DiffMark = 'added' | 'removed' | 'changed';

/** One line of a diff: a heading, a thing that differs, or one of its fields. */
export type DiffRow =
  | { readonly kind: 'heading'; readonly id: string; readonly text: string; readonly count: number }
  | {
      readonly kind: 'thing';
      readonly id: string;
      readonly name: string;
      readonly mark: DiffMark;
      /** Present for an entity: opens it. */
      readonly entity?: EntityRef;
      /** For what has no fields to show: old and new on one line. */
      readonly before?: string;
      readonly after?: string;
    }
  | {
      readonly kind: 'field';
      readonly id: string;
      readonly path: string;
      readonly mark: DiffMark;
      readonly before?: string;
      readonly after?: string;
    }
  | { readonly kind: 'note'; readonly id: string; readonly text: string };

const MOST_FIELDS = 40;
const VALUE_LENGTH = 160;

/**
 * Version, settings, then entities in key order. `pages` are pages of the same diff: each repeats
 * version and settings, so those of the first count. The open entity, if it differs, comes before
 * the others: it is what one looks at.
 */
export function diffRows(pages: readonly StateDiff[], open?: EntityRef): DiffRow[] {
  const [first] = pages;
  if (first === undefined) return [];
  const rows: DiffRow[] = [];
  versionRows(rows, first);
  if (first.config.length > 0) {
    rows.push(heading('config', 'Config', first.configTotal));
    for (const setting of first.config) {
      const before = setting.before?.removed === false ? setting.before.value : undefined;
      const after = setting.after?.removed === false ? setting.after.value : undefined;
      thingRows(rows, { id: `config ${setting.key}`, name: setting.key }, before, after);
    }
  }
  const isOpen = ({ type, key }: EntityRef) => type === open?.type && key === open.key;
  const inKeyOrder = pages.flatMap((page) => page.entities);
  const entities = [
    ...inKeyOrder.filter(isOpen),
    ...inKeyOrder.filter((entity) => !isOpen(entity)),
  ];
  if (entities.length > 0) {
    rows.push(heading('entities', 'Entities', first.entitiesTotal));
    for (const { type, key, before, after } of entities) {
      const was = before?.deleted === false ? before.value : undefined;
      const now = after?.deleted === false ? after.value : undefined;
      const name = `${type}/${key}`;
      thingRows(rows, { id: `entity ${name}`, name, entity: { type, key } }, was, now);
    }
  }
  return rows;
}

const heading = (id: string, text: string, count: number): DiffRow => ({
  kind: 'heading',
  id: `heading ${id}`,
  text,
  count,
});

function versionRows(rows: DiffRow[], diff: StateDiff): void {
  const before = diff.runningBefore?.version;
  const after = diff.runningAfter?.version;
  if (before === after && diff.runningBefore?.commit === diff.runningAfter?.commit) return;
  rows.push(heading('version', 'Version', 1));
  rows.push({
    kind: 'thing',
    id: 'version',
    name: 'running version',
    ...sides(versionText(diff.runningBefore), versionText(diff.runningAfter)),
  });
}

function versionText(running: StateDiff['runningBefore']): string | undefined {
  if (running === undefined) return undefined;
  return running.commit === undefined
    ? running.version
    : `${running.version} (${running.commit.slice(0, 10)})`;
}

function sides(before: string | undefined, after: string | undefined) {
  const mark: DiffMark =
    before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  return {
    mark,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

type Content = Parameters<typeof contentJson>[0];

function thingRows(
  rows: DiffRow[],
  thing: { id: string; name: string; entity?: EntityRef },
  before: Content,
  after: Content,
): void {
  const was = contentJson(before);
  const now = contentJson(after);
  const changes =
    was !== undefined && now !== undefined ? fieldChanges(was, now, MOST_FIELDS) : undefined;
  const fields = changes?.items.filter((change) => change.path !== '') ?? [];
  if (changes === undefined || fields.length === 0) {
    const old = before === undefined ? undefined : valueText(before);
    const text = after === undefined ? undefined : valueText(after);
    rows.push({ kind: 'thing', ...thing, ...sides(old, text) });
    return;
  }
  rows.push({ kind: 'thing', ...thing, mark: 'changed' });
  for (const change of fields) rows.push(fieldRow(thing.id, change));
  if (changes.more) {
    rows.push({
      kind: 'note',
      id: `${thing.id} more`,
      text: 'more fields differ; open it to see all',
    });
  }
}

function fieldRow(owner: string, change: FieldChange): DiffRow {
  return {
    kind: 'field',
    id: `${owner} ${change.path}`,
    path: change.path,
    ...sides(text(change.before), text(change.after)),
  };
}

const text = (value: Json | undefined): string | undefined =>
  value === undefined ? undefined : jsonLine(value, VALUE_LENGTH);

/** How many of each, for the summary above the rows. */
export function diffCounts(rows: readonly DiffRow[]): Readonly<Record<DiffMark, number>> {
  const counts = { added: 0, removed: 0, changed: 0 };
  for (const row of rows) {
    if (row.kind === 'thing') counts[row.mark]++;
  }
  return counts;
}
