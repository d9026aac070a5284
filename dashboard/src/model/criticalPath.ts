import type { TraceNode } from './traceTree';

/** A stretch in nanoseconds after the start of the trace. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * What the trace waited for, by node id: walking back from a call's end, the child that ended last
 * before that point held it up; between children the call itself did. Children that outlive their
 * caller count up to its end. Cost: children are sorted once, so n log n.
 *
 * The idea is that of Uber's CRISP (critical path analysis of microservice traces, ATC 2022).
 */
export function criticalPath(root: TraceNode): ReadonlyMap<string, readonly Stretch[]> {
  const found = new Map<string, Stretch[]>();
  walk(root, root.start, root.end, found);
  return found;
}

function walk(node: TraceNode, from: number, to: number, found: Map<string, Stretch[]>): void {
  let until = to;
  const own: Stretch[] = [];
  const latestFirst = [...node.children].sort((a, b) => b.end - a.end);
  for (const child of latestFirst) {
    const end = Math.min(child.end, until);
    const start = Math.max(child.start, from);
    // It ended after what is already accounted for began, so it held nobody up.
    if (until < to && child.end > until) continue;
    if (end <= start) continue;
    if (end < until) own.push({ from: end, to: until });
    walk(child, start, end, found);
    until = start;
  }
  if (until > from) own.push({ from, to: until });
  found.set(node.id, own.reverse());
}

/** Nanoseconds of a call that none of its children cover: its own work, or waiting for the unknown. */
export function ownTime(node: TraceNode): number {
  const within = node.children
    .map((child) => ({
      from: Math.max(child.start, node.start),
      to: Math.min(child.end, node.end),
    }))
    .filter((stretch) => stretch.to > stretch.from)
    .sort((a, b) => a.from - b.from);
  let covered = 0;
  let reach = node.start;
  for (const stretch of within) {
    covered += Math.max(0, stretch.to - Math.max(stretch.from, reach));
    reach = Math.max(reach, stretch.to);
  }
  return node.end - node.start - covered;
}
