import { type Json, sameJson } from './json';

/** A member or an element as it was before, as it is now, or both. */
export interface JsonPair {
  readonly label: string | number;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** Whether a value has parts that can be compared one by one with those of the other. */
export function comparable(before: Json | undefined, after: Json | undefined): boolean {
  return before?.kind === after?.kind && (before?.kind === 'object' || before?.kind === 'array');
}

/**
 * The parts of two values side by side, in the order of the newer one; what is gone comes where it
 * stood. Elements of arrays are matched from both ends, so that an insertion in the middle is one
 * insertion and not a change of everything behind it.
 */
export function jsonPairs(before: Json | undefined, after: Json | undefined): JsonPair[] {
  const shown = after ?? before;
  if (shown?.kind === 'object') {
    return memberPairs(
      before?.kind === 'object' ? before.members : [],
      after?.kind === 'object' ? after.members : [],
    );
  }
  if (shown?.kind === 'array') {
    return elementPairs(
      before?.kind === 'array' ? before.items : [],
      after?.kind === 'array' ? after.items : [],
    );
  }
  return [];
}

type Members = readonly { readonly key: string; readonly value: Json }[];

function memberPairs(before: Members, after: Members): JsonPair[] {
  const waiting = new Map<string, Json[]>();
  for (const member of before) {
    const values = waiting.get(member.key);
    if (values === undefined) {
      waiting.set(member.key, [member.value]);
    } else {
      values.push(member.value);
    }
  }
  const pairs: JsonPair[] = after.map((member) => ({
    label: member.key,
    before: waiting.get(member.key)?.shift(),
    after: member.value,
  }));
  for (const [key, values] of waiting) {
    for (const value of values) {
      pairs.push({ label: key, before: value, after: undefined });
    }
  }
  return pairs;
}

function elementPairs(before: readonly Json[], after: readonly Json[]): JsonPair[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && sameAt(before, head, after, head)) {
    head++;
  }
  let tail = 0;
  while (
    tail < shorter - head &&
    sameAt(before, before.length - 1 - tail, after, after.length - 1 - tail)
  ) {
    tail++;
  }
  const pairs: JsonPair[] = [];
  for (let i = 0; i < after.length - tail; i++) {
    const old = i < before.length - tail ? before[i] : undefined;
    pairs.push({ label: i, before: old, after: after[i] });
  }
  for (let i = after.length - tail; i < before.length - tail; i++) {
    pairs.push({ label: i, before: before[i], after: undefined });
  }
  for (let i = tail; i > 0; i--) {
    const at = after.length - i;
    pairs.push({ label: at, before: before[before.length - i], after: after[at] });
  }
  return pairs;
}

function sameAt(a: readonly Json[], i: number, b: readonly Json[], j: number): boolean {
  const left = a[i];
  const right = b[j];
  return left !== undefined && right !== undefined && sameJson(left, right);
}

/** One field that differs; `path` reads like `items[2].priceCents`, empty for the value itself. */
export interface FieldChange {
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

export interface FieldChanges {
  readonly items: readonly FieldChange[];
  /** Whether there were more than asked for. */
  readonly more: boolean;
}

/** The fields that differ, as deep down as both sides have the same shape; at most `limit`. */
export function fieldChanges(
  before: Json | undefined,
  after: Json | undefined,
  limit: number,
): FieldChanges {
  const items: FieldChange[] = [];
  const more = !collect(before, after, '', items, limit);
  return { items, more };
}

function collect(
  before: Json | undefined,
  after: Json | undefined,
  path: string,
  found: FieldChange[],
  limit: number,
): boolean {
  if (before !== undefined && after !== undefined && sameJson(before, after)) {
    return true;
  }
  if (comparable(before, after)) {
    return jsonPairs(before, after).every((pair) =>
      collect(pair.before, pair.after, joinPath(path, pair.label), found, limit),
    );
  }
  if (found.length === limit) {
    return false;
  }
  found.push({ path, before, after });
  return true;
}

/** `items`, 2 -> `items[2]`; keys that are not plain words are quoted: `["a b"]`. */
export function joinPath(path: string, label: string | number): string {
  if (typeof label === 'number') {
    return `${path}[${String(label)}]`;
  }
  if (!/^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(label)) {
    return `${path}[${JSON.stringify(label)}]`;
  }
  return path === '' ? label : `${path}.${label}`;
}
