import type { CallEvent, Event } from './answers';
import { type EpochNanos, epochNanos, parseInstant } from './time';

/** A call in a trace, or a call that others name as their parent and that was not recorded. */
export type TraceNode =
  | {
      readonly kind: 'call';
      readonly id: string;
      readonly call: CallEvent;
      /** Nanoseconds after the start of the trace. */
      readonly start: number;
      readonly end: number;
      readonly children: readonly TraceNode[];
      /** Log lines, changes and the like that this call wrote, by time. */
      readonly wrote: readonly Event[];
    }
  | {
      readonly kind: 'unrecorded';
      readonly id: string;
      readonly spanId: string;
      /** The stretch that its children span; its own is not known. */
      readonly start: number;
      readonly end: number;
      readonly children: readonly TraceNode[];
      readonly wrote: readonly Event[];
    };

export interface TraceTree {
  readonly begin: EpochNanos;
  /** Nanoseconds from the first start to the last end; at least 1. */
  readonly length: number;
  readonly roots: readonly TraceNode[];
  /** Events of the trace that name no call. */
  readonly loose: readonly Event[];
  readonly calls: number;
  readonly errors: number;
  readonly services: readonly string[];
}

const instant = (text: string): EpochNanos => parseInstant(text) ?? epochNanos(0n);

/**
 * The calls of a trace by who called whom. A span id that two calls bear (a client and a server that
 * share theirs, or a call recorded anew) keeps both; a loop of parents is broken where it closes.
 */
export function traceTree(events: readonly Event[]): TraceTree {
  const calls = events.filter((event) => event.kind === 'call');
  const others = events.filter((event) => event.kind !== 'call');
  const begin = events
    .map((event) => instant(event.occurredAt))
    .reduce<EpochNanos | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined);
  const origin = begin ?? epochNanos(0n);
  const builder = new Builder(calls, others, origin);
  const roots = builder.roots();
  const ends = roots.map(lastEnd);
  const atEvents = events.map((event) => offset(origin, event.occurredAt));
  return {
    begin: origin,
    length: Math.max(1, ...ends, ...atEvents),
    roots,
    loose: others.filter((event) => event.spanId === undefined),
    calls: calls.length,
    errors: calls.filter((call) => call.error).length,
    services: [...new Set(calls.map((call) => call.service))],
  };
}

/** Nanoseconds from `begin` to an instant. */
export function offset(begin: EpochNanos, text: string): number {
  return Number(instant(text) - begin);
}

function lastEnd(node: TraceNode): number {
  return Math.max(node.end, ...node.children.map(lastEnd));
}

class Builder {
  private readonly childrenOf = new Map<string, CallEvent[]>();
  private readonly wroteBy = new Map<string, Event[]>();
  private readonly spans: ReadonlySet<string>;
  private readonly placed = new Set<CallEvent>();

  constructor(
    private readonly calls: readonly CallEvent[],
    others: readonly Event[],
    private readonly begin: EpochNanos,
  ) {
    this.spans = new Set(calls.map((call) => call.spanId));
    for (const call of calls) {
      if (call.parentSpanId !== undefined) append(this.childrenOf, call.parentSpanId, call);
    }
    for (const event of others) {
      if (event.spanId !== undefined) append(this.wroteBy, event.spanId, event);
    }
  }

  roots(): TraceNode[] {
    const roots = this.calls
      .filter((call) => call.parentSpanId === undefined)
      .map((call) => this.node(call));
    const missing = new Set<string>();
    for (const { parentSpanId } of this.calls) {
      if (parentSpanId !== undefined && !this.spans.has(parentSpanId)) missing.add(parentSpanId);
    }
    for (const spanId of this.wroteBy.keys()) {
      if (!this.spans.has(spanId)) missing.add(spanId);
    }
    for (const spanId of missing) roots.push(this.unrecorded(spanId));
    // Whoever is left is in a loop of parents.
    for (const call of this.calls) {
      if (!this.placed.has(call)) roots.push(this.node(call));
    }
    return roots.sort((a, b) => a.start - b.start);
  }

  private node(call: CallEvent): TraceNode {
    this.placed.add(call);
    const start = offset(this.begin, call.occurredAt);
    return {
      kind: 'call',
      id: call.id,
      call,
      start,
      end: Math.max(start, start + call.durationNanos),
      children: this.children(call.spanId, call),
      wrote: this.wroteBy.get(call.spanId) ?? [],
    };
  }

  private unrecorded(spanId: string): TraceNode {
    const children = this.children(spanId, undefined);
    const wrote = this.wroteBy.get(spanId) ?? [];
    const times = wrote.map((event) => offset(this.begin, event.occurredAt));
    return {
      kind: 'unrecorded',
      id: `unrecorded-${spanId}`,
      spanId,
      start: Math.min(...children.map((child) => child.start), ...times),
      end: Math.max(...children.map(lastEnd), ...times),
      children,
      wrote,
    };
  }

  /** A span id borne twice: the children belong to the first that is placed. */
  private children(spanId: string, parent: CallEvent | undefined): TraceNode[] {
    return (this.childrenOf.get(spanId) ?? [])
      .filter((child) => child !== parent && !this.placed.has(child))
      .map((child) => (this.placed.has(child) ? undefined : this.node(child)))
      .filter((child) => child !== undefined)
      .sort((a, b) => a.start - b.start);
  }
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
