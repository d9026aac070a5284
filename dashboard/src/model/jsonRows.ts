import { type Json, jsonLine, sameJson } from './json';
import { comparable, joinPath, jsonPairs } from './jsonPairs';

/** How a row differs from the older value; `inside`: something below it does. */
export type JsonMark = 'added' | 'removed' | 'changed' | 'inside';

/** One line of a JSON tree. */
export interface JsonRow {
  /** Path from the root, unique in the tree: names the row for opening and closing. */
  readonly path: string;
  readonly depth: number;
  /** Member key or array index; absent for the root. */
  readonly label?: string | number;
  readonly kind: Json['kind'];
  /** The scalar, or a preview of what is inside. */
  readonly text: string;
  /** Elements inside; 0 for scalars. */
  readonly size: number;
  readonly open: boolean;
  readonly mark?: JsonMark;
  /** What stood here before, where that is known and different. */
  readonly before?: string;
}

export interface JsonTree {
  readonly value: Json;
  /** What to compare with; absent: nothing is marked. */
  readonly before?: Json;
  /** Rows that a person opened or closed, by path. */
  readonly toggled: ReadonlyMap<string, boolean>;
}

const PREVIEW = 120;
const SCALAR = 4_000;
const OPEN_DEPTH = 3;
const OPEN_SIZE = 50;

/**
 * The visible rows of a tree. What is small and near the root is open at first, and so is whatever
 * holds a change. A tree of one value with other content keeps what was opened.
 */
export function jsonRows(tree: JsonTree): JsonRow[] {
  const rows: JsonRow[] = [];
  const compared = tree.before !== undefined;
  add(rows, tree, compared, { before: tree.before, after: tree.value }, '', 0);
  return rows;
}

interface Sides {
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  readonly label?: string | number;
}

function add(
  rows: JsonRow[],
  tree: JsonTree,
  compared: boolean,
  sides: Sides,
  path: string,
  depth: number,
): void {
  const shown = sides.after ?? sides.before;
  if (shown === undefined) {
    return;
  }
  const mark = compared ? markOf(sides.before, sides.after) : undefined;
  const size = sizeOf(shown);
  const open = size > 0 && (tree.toggled.get(path) ?? opensAtFirst(depth, size, mark));
  const scalar = size === 0;
  rows.push({
    path,
    depth,
    kind: shown.kind,
    text: jsonLine(shown, scalar ? SCALAR : PREVIEW),
    size,
    open,
    ...(sides.label === undefined ? {} : { label: sides.label }),
    ...(mark === undefined ? {} : { mark }),
    ...(mark === 'changed' && sides.before !== undefined
      ? { before: jsonLine(sides.before, PREVIEW) }
      : {}),
  });
  if (!open) {
    return;
  }
  const inner = compared && mark !== 'added' && mark !== 'removed';
  const pairs = inner
    ? jsonPairs(comparable(sides.before, sides.after) ? sides.before : shown, shown)
    : jsonPairs(undefined, shown);
  const seen = new Map<string, number>();
  for (const pair of pairs) {
    const joined = joinPath(path, pair.label);
    const nth = seen.get(joined) ?? 0;
    seen.set(joined, nth + 1);
    const unique = nth === 0 ? joined : `${joined}#${String(nth + 1)}`;
    add(rows, tree, inner, pair, unique, depth + 1);
  }
}

function markOf(before: Json | undefined, after: Json | undefined): JsonMark | undefined {
  if (before === undefined) {
    return 'added';
  }
  if (after === undefined) {
    return 'removed';
  }
  if (sameJson(before, after)) {
    return undefined;
  }
  return comparable(before, after) ? 'inside' : 'changed';
}

function sizeOf(value: Json): number {
  switch (value.kind) {
    case 'array':
      return value.items.length;
    case 'object':
      return value.members.length;
    case 'null':
    case 'boolean':
    case 'number':
    case 'string':
      return 0;
    default:
      return value satisfies never;
  }
}

function opensAtFirst(depth: number, size: number, mark: JsonMark | undefined): boolean {
  return depth === 0 || mark === 'inside' || (depth < OPEN_DEPTH && size <= OPEN_SIZE);
}
