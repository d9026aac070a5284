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

/** Entities whose type, key or value holds the words that were typed; all of them, in any case. */
export function matching(items: readonly EntityState[], search: string): readonly EntityState[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return items;
  return items.filter((entity) => {
    const text = searchText(entity);
    return words.every((word) => text.includes(word));
  });
}

const SEARCH_TEXTS = new WeakMap<EntityState, string>();

function searchText(entity: EntityState): string {
  const known = SEARCH_TEXTS.get(entity);
  if (known !== undefined) return known;
  const { value } = entity;
  const content =
    value === undefined
      ? ''
      : 'json' in value
        ? String(value.json)
        : 'text' in value
          ? value.text
          : '';
  const text = `${entity.type}/${entity.key} ${content}`.toLowerCase();
  SEARCH_TEXTS.set(entity, text);
  return text;
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
