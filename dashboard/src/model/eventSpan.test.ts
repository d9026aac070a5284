import { describe, expect, it } from 'vitest';
import {
  covers,
  extended,
  firstPages,
  MOST_EVENTS,
  playheadIndex,
  spanAround,
  wantedPage,
  type EventSpan,
} from './eventSpan';
import { after, eventPage, log, NOON } from './testEvents';
import { epochNanos } from './time';

const at = (nanos: number) => epochNanos(NOON + BigInt(nanos));
const history = { first: at(-1_000), last: at(1_000) };
const refs = firstPages(at(50), history);

function span(
  before: number[],
  behind: number[],
  next: { before?: string; after?: string },
): EventSpan {
  const page = (times: number[], cursor?: string) =>
    eventPage(
      times.map((time) => log(`t${String(time)}`, time)),
      cursor,
    );
  return spanAround(page(before, next.before), refs.before, page(behind, next.after), refs.after);
}

describe('The pages next to an instant', () => {
  it('meet right after it, so that each event is in one of them', () => {
    expect(refs.before).toEqual({ from: after(-1_000), to: after(51), order: 'desc' });
    expect(refs.after).toEqual({ from: after(51), to: after(1_002), order: 'asc' });
  });
});

describe('A span of events', () => {
  const known = span([50, 30, 10], [60, 70], { before: 'b', after: 'a' });

  it('is in the order of time', () => {
    expect(known.times).toEqual([10, 30, 50, 60, 70].map(at));
  });

  it('finds where the playhead stands among events', () => {
    const places = [5, 10, 50, 55, 70, 99].map((time) => playheadIndex(known, at(time)));
    expect(places).toEqual([0, 1, 3, 3, 5, 5]);
  });

  it('covers instants between its ends, and beyond an end as far as was asked', () => {
    expect([9, 10, 70, 71].map((time) => covers(known, at(time)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect([99, 1_002, 1_003].map((time) => covers(span([50], [60], {}), at(time)))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('covers nothing when it is empty because nothing was answered yet', () => {
    const unknown = spanAround(undefined, refs.before, undefined, refs.after);
    expect(covers(unknown, at(50))).toBe(false);
    expect(covers(span([], [], {}), at(50))).toBe(true);
  });

  it('grows by a page at the end that it belongs to, each event once', () => {
    const page = eventPage([log('t70', 70), log('t80', 80)]);
    const grown = extended(known, { ...refs.after, cursor: 'a' }, page);
    expect(grown.times.at(-1)).toBe(at(80));
    expect(grown.events).toHaveLength(6);
    expect(grown.after).toEqual({ kind: 'end', until: at(1_002) });
    expect(grown.before).toBe(known.before);
  });

  it('asks for the page at the edge that is near the rows in view', () => {
    expect(wantedPage(known, 0, 2, 1)).toEqual({ ...refs.before, cursor: 'b' });
    expect(wantedPage(known, 2, 4, 1)).toEqual({ ...refs.after, cursor: 'a' });
    expect(wantedPage(known, 2, 2, 1)).toBeUndefined();
  });

  it('stops growing when it holds very many', () => {
    const many = Array.from({ length: MOST_EVENTS }, (_, i) => 1_000 + i);
    const full = extended(
      known,
      { ...refs.after, cursor: 'a' },
      eventPage(
        many.map((t) => log(`t${String(t)}`, t)),
        'more',
      ),
    );
    expect(full.after).toEqual({ kind: 'full' });
    expect(wantedPage(full, full.events.length - 9, full.events.length - 1, 9)).toBeUndefined();
  });
});
