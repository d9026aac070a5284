import type { Completeness, Event, EventPage } from './answers';
import { instantOf } from './eventInstant';
import { type EpochNanos, epochNanos, formatInstant, parseInstant } from './time';

/**
 * A stretch of history of which every event (that passes the filters) is at hand, so that moving the
 * instant within it costs no question. It grows at both ends, page by page.
 */
export interface EventSpan {
  /** By `occurredAt`, then by id, each once. */
  readonly events: readonly Event[];
  /** When each of `events` occurred. */
  readonly times: readonly EpochNanos[];
  readonly before: Reach;
  readonly after: Reach;
  /** What the answers may lack, of all pages. */
  readonly completeness?: Completeness;
}

/** How far a span goes to one side. */
export type Reach =
  /** There is more behind the last event; the cursor and the window that it belongs to get it. */
  | { readonly kind: 'more'; readonly page: PageRef }
  /** That was all as far as `until`, at the time of asking. */
  | { readonly kind: 'end'; readonly until: EpochNanos }
  /** So much is loaded that no more is kept. */
  | { readonly kind: 'full' };

/** A page that can be asked for; `from` and `to` are absolute, as cursors want it. */
export interface PageRef {
  readonly from: string;
  readonly to: string;
  readonly order: 'asc' | 'desc';
  readonly cursor?: string;
}

/** The events that a span may hold; beyond, it no longer grows. */
export const MOST_EVENTS = 4_000;

/** Events of the two pages next to an instant: those at or before it, and those after. */
export function firstPages(
  at: EpochNanos,
  history: { readonly first: EpochNanos; readonly last: EpochNanos },
): { readonly before: PageRef; readonly after: PageRef } {
  const next = formatInstant(epochNanos(at + 1n));
  const from = at < history.first ? at : history.first;
  const to = at > history.last ? at : history.last;
  return {
    before: { from: formatInstant(from), to: next, order: 'desc' },
    after: { from: next, to: formatInstant(epochNanos(to + 2n)), order: 'asc' },
  };
}

export function spanAround(
  before: EventPage | undefined,
  beforeRef: PageRef,
  after: EventPage | undefined,
  afterRef: PageRef,
): EventSpan {
  const events = [...[...(before?.items ?? [])].reverse(), ...(after?.items ?? [])];
  const lacking = before?.completeness ?? after?.completeness;
  return span(events, reach(beforeRef, before), reach(afterRef, after), lacking);
}

/** The span with the page that one of its ends named. */
export function extended(known: EventSpan, ref: PageRef, page: EventPage): EventSpan {
  const held = new Set(known.events.map((event) => event.id));
  const fresh = page.items.filter((event) => !held.has(event.id));
  const lacking = known.completeness ?? page.completeness;
  return ref.order === 'desc'
    ? span([...fresh.reverse(), ...known.events], reach(ref, page), known.after, lacking)
    : span([...known.events, ...fresh], known.before, reach(ref, page), lacking);
}

function span(
  events: readonly Event[],
  before: Reach,
  after: Reach,
  lacking: Completeness | undefined,
): EventSpan {
  const full = events.length >= MOST_EVENTS;
  const bounded = (end: Reach): Reach => (full && end.kind === 'more' ? { kind: 'full' } : end);
  return {
    events,
    times: events.map((event) => instantOf(event) ?? epochNanos(0n)),
    before: bounded(before),
    after: bounded(after),
    ...(lacking === undefined ? {} : { completeness: lacking }),
  };
}

const instant = (text: string): EpochNanos => parseInstant(text) ?? epochNanos(0n);

function reach(ref: PageRef, page: EventPage | undefined): Reach {
  if (page === undefined) return { kind: 'more', page: ref };
  return page.next === undefined
    ? { kind: 'end', until: instant(ref.order === 'desc' ? ref.from : ref.to) }
    : { kind: 'more', page: { ...ref, cursor: page.next } };
}

/** How many events occurred at or before the instant: the playhead stands before that index. */
export function playheadIndex(span: EventSpan, at: EpochNanos): number {
  let low = 0;
  let high = span.times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const time = span.times[middle];
    if (time !== undefined && time <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether the span knows what lies next to the instant, on both sides. */
export function covers(span: EventSpan, at: EpochNanos): boolean {
  const first = span.times[0] ?? at;
  const last = span.times.at(-1) ?? at;
  if (span.times.length === 0 && (span.before.kind !== 'end' || span.after.kind !== 'end')) {
    return false;
  }
  return (
    (span.before.kind === 'end' ? at >= span.before.until : at >= first) &&
    (span.after.kind === 'end' ? at <= span.after.until : at <= last)
  );
}

/** Which end to extend, given what rows are in view; the nearer one first. */
export function wantedPage(
  span: EventSpan,
  firstVisible: number,
  lastVisible: number,
  margin: number,
): PageRef | undefined {
  if (span.before.kind === 'more' && firstVisible < margin) return span.before.page;
  if (span.after.kind === 'more' && lastVisible > span.events.length - 1 - margin) {
    return span.after.page;
  }
  return undefined;
}
