import type { EntityPage, EntityState } from './answers';
import { contentJson } from './content';
import { jsonLine } from './json';

/** The entities of a service at one instant, as far as they are loaded, in key order. */
export interface EntityList {
  readonly at: string;
  readonly items: readonly EntityState[];
  /** Gets the next page; absent when all are loaded. */
  readonly next?: string;
}

export function entityList(page: EntityPage): EntityList {
  return withNext({ at: page.at, items: page.items }, page.next);
}

/** The list with one more page of the same instant. */
export function withPage(list: EntityList, page: EntityPage): EntityList {
  return withNext({ at: list.at, items: [...list.items, ...page.items] }, page.next);
}

const withNext = (list: EntityList, next: string | undefined): EntityList =>
  next === undefined ? list : { ...list, next };

/** What became of an entity between the instant shown before and this one. */
export type EntityMark = 'appeared' | 'changed';

export interface EntityMarks {
  readonly marks: ReadonlyMap<string, EntityMark>;
  /** Entities that were there before and no longer are. */
  readonly gone: number;
}

export const NO_MARKS: EntityMarks = { marks: new Map(), gone: 0 };

export const entityId = (entity: { readonly type: string; readonly key: string }): string =>
  JSON.stringify([entity.type, entity.key]);

/**
 * What differs between two loaded lists of the same service. Only the stretch of keys that both
 * have loaded is compared: what one of them did not load is not a difference. Both are in key order,
 * so one walk suffices.
 */
export function entityMarks(before: EntityList, after: EntityList): EntityMarks {
  const marks = new Map<string, EntityMark>();
  const known = new Map(before.items.map((entity) => [entityId(entity), entity.eventId]));
  const comparable = shared(after, before);
  let found = 0;
  for (const entity of comparable) {
    const id = entityId(entity);
    const eventId = known.get(id);
    if (eventId === undefined) marks.set(id, 'appeared');
    else found++;
    if (eventId !== undefined && eventId !== entity.eventId) marks.set(id, 'changed');
  }
  return { marks, gone: shared(before, after).length - found };
}

/** The entities of `list` up to where `other` is loaded. */
function shared(list: EntityList, other: EntityList): readonly EntityState[] {
  const last = other.next === undefined ? undefined : other.items.at(-1);
  if (last === undefined) return list.items;
  const end = list.items.findIndex((entity) => compare(entity, last) > 0);
  return end === -1 ? list.items : list.items.slice(0, end);
}

/** By type, then by key, by code units: as the node orders them. */
function compare(a: EntityState, b: EntityState): number {
  if (a.type !== b.type) return a.type < b.type ? -1 : 1;
  return a.key === b.key ? 0 : a.key < b.key ? -1 : 1;
}

/** What was typed, as the node is asked for it. */
export const searchOf = (typed: string): string => typed.trim().toLowerCase();

/**
 * Entities whose type/key holds the text, in any case: what the node finds, of those at hand.
 *
 * @param search as `searchOf` gives it
 */
export function matching(items: readonly EntityState[], search: string): readonly EntityState[] {
  if (search === '') return items;
  return items.filter(({ type, key }) => `${type}/${key}`.toLowerCase().includes(search));
}

const PREVIEWS = new WeakMap<EntityState, string>();

/** The value on one line, for a row. */
export function entityPreview(entity: EntityState): string {
  const known = PREVIEWS.get(entity);
  if (known !== undefined) return known;
  const text = preview(entity);
  PREVIEWS.set(entity, text);
  return text;
}

function preview(entity: EntityState): string {
  if (entity.deleted) return 'deleted';
  const { value } = entity;
  if (value === undefined) return 'value not recorded';
  if ('text' in value) return value.text.slice(0, 200);
  const json = contentJson(value);
  return json === undefined ? 'binary' : jsonLine(json, 200);
}
