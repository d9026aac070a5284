import { criticalPath, ownTime, type Stretch } from './criticalPath';
import { durationText } from './format';
import { offset, type TraceNode, type TraceTree } from './traceTree';

/** One line of the waterfall. Times are nanoseconds after the start of the trace. */
export interface WaterfallRow {
  readonly id: string;
  readonly node: TraceNode;
  readonly depth: number;
  readonly open: boolean;
  /** Calls hidden below a closed row. */
  readonly hidden: number;
  /** Whether a hidden call failed. */
  readonly hiddenError: boolean;
  /** What does not fit with its caller's times, in words; clocks may differ, or it went on alone. */
  readonly oddities: readonly string[];
  /** Where the trace waited for this very call and for nothing below it. */
  readonly critical: readonly Stretch[];
  /** Where it wrote something, for marks on its bar. */
  readonly marks: readonly RowMark[];
  readonly ownNanos: number;
  readonly spanId: string;
}

export interface RowMark {
  readonly at: number;
  readonly kind: 'change' | 'log' | 'error';
}

/** The visible rows, callers before callees, siblings by start. `closed` holds ids of closed rows. */
export function waterfallRows(tree: TraceTree, closed: ReadonlySet<string>): WaterfallRow[] {
  const rows: WaterfallRow[] = [];
  for (const root of tree.roots) {
    add(rows, tree, root, undefined, 0, closed, criticalPath(root));
  }
  return rows;
}

function add(
  rows: WaterfallRow[],
  tree: TraceTree,
  node: TraceNode,
  parent: TraceNode | undefined,
  depth: number,
  closed: ReadonlySet<string>,
  critical: ReadonlyMap<string, readonly Stretch[]>,
): void {
  const open = !closed.has(node.id);
  const below = open ? [] : descendants(node);
  rows.push({
    id: node.id,
    node,
    depth,
    open,
    hidden: below.length,
    hiddenError: below.some((hidden) => hidden.kind === 'call' && hidden.call.error),
    oddities: parent === undefined ? [] : oddities(node, parent),
    critical: critical.get(node.id) ?? [],
    marks: node.wrote.map((event) => ({
      at: offset(tree.begin, event.occurredAt),
      kind: event.error ? 'error' : event.kind === 'log' ? 'log' : 'change',
    })),
    ownNanos: ownTime(node),
    spanId: node.kind === 'call' ? node.call.spanId : node.spanId,
  });
  if (open) {
    for (const child of node.children) add(rows, tree, child, node, depth + 1, closed, critical);
  }
}

function descendants(node: TraceNode): TraceNode[] {
  return node.children.flatMap((child) => [child, ...descendants(child)]);
}

/** What does not fit between a call's times and its caller's. */
export function oddities(node: TraceNode, parent: TraceNode): string[] {
  if (parent.kind === 'unrecorded') return [];
  const found: string[] = [];
  if (node.start < parent.start) {
    found.push(
      `starts ${durationText(parent.start - node.start)} before its caller: clocks differ`,
    );
  }
  if (node.start > parent.end) {
    found.push(`starts ${durationText(node.start - parent.end)} after its caller ended`);
  } else if (node.end > parent.end) {
    found.push(`ends ${durationText(node.end - parent.end)} after its caller`);
  }
  return found;
}

/**
 * Whether the other side of a call left no record: it asked somebody (client, producer) and nothing
 * in the trace answered. The other side may not be recorded at all, or its span may be lost.
 */
export function otherSideMissing(node: TraceNode): boolean {
  return (
    node.kind === 'call' &&
    (node.call.spanKind === 'client' || node.call.spanKind === 'producer') &&
    node.children.length === 0
  );
}

/** The call to show first: the deepest of the failed ones that come first, else the first root. */
export function tellingSpan(tree: TraceTree): string | undefined {
  for (const root of tree.roots) {
    const failed = deepestFailure(root);
    if (failed !== undefined) return failed;
  }
  const first = tree.roots[0];
  return first === undefined ? undefined : first.kind === 'call' ? first.call.spanId : first.spanId;
}

function deepestFailure(node: TraceNode): string | undefined {
  for (const child of node.children) {
    const found = deepestFailure(child);
    if (found !== undefined) return found;
  }
  return node.kind === 'call' && node.call.error ? node.call.spanId : undefined;
}

/** Times for the axis above the bars: round steps, `count` of them at most. */
export function axisTicks(length: number, count: number): number[] {
  const rough = length / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough) ?? 10 * power;
  const ticks: number[] = [];
  for (let tick = 0; tick <= length; tick += step) ticks.push(tick);
  return ticks;
}
