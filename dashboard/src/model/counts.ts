/** Counts per bucket, as the timeline asks for them and draws them. */
import type { Schemas } from '../api/client';
import { ceilTo, floorTo, stepFor } from './steps';
import { epochNanos, nanos, parseInstant } from './time';
import type { EpochNanos, Nanos } from './time';
import { width } from './window';
import type { Window } from './window';

const PIXELS_PER_BUCKET = 4;
const MOST_VISIBLE = 600;
/** Ranges begin and end at multiples of so many buckets, so that small moves ask for nothing new. */
const CHUNK = 64n;

/** What to ask for, to draw a window in so many pixels: round buckets, and half a window either side. */
export function countsFor(window: Window, pixels: number) {
  const visible = Math.min(MOST_VISIBLE, Math.max(20, pixels / PIXELS_PER_BUCKET));
  const step = stepFor(width(window), visible);
  const beside = width(window) / 2n;
  const chunk = step * CHUNK;
  const from = epochNanos(floorTo(window.from - beside, chunk));
  const to = epochNanos(ceilTo(window.to + beside, chunk));
  return { from, to, buckets: Number((to - from) / step) };
}

export interface Counts extends Window {
  readonly step: Nanos;
  readonly buckets: readonly Bucket[];
  readonly mostEvents: number;
}

export interface Bucket {
  readonly from: EpochNanos;
  readonly events: number;
  readonly errors: number;
  readonly calls: number;
  readonly entityChanges: number;
}

const known = new WeakMap<Schemas['Timeline'], Counts>();

/** The node's answer with its instants as numbers; worked out once per answer. */
export function countsOf(answer: Schemas['Timeline']): Counts {
  const done = known.get(answer);
  if (done !== undefined) return done;
  const from = parseInstant(answer.from) ?? epochNanos(0n);
  const buckets = answer.buckets.map((bucket) => ({
    from: parseInstant(bucket.from) ?? from,
    events: bucket.events,
    errors: bucket.errors,
    calls: bucket.calls,
    entityChanges: bucket.entityChanges,
  }));
  const counts = {
    from,
    to: parseInstant(answer.to) ?? from,
    step: nanos(BigInt(answer.bucketNanos)),
    buckets,
    mostEvents: buckets.reduce((most, { events }) => Math.max(most, events), 0),
  };
  known.set(answer, counts);
  return counts;
}

/** The bucket that holds the instant; `undefined` where nothing is known of it. */
export function bucketAt(counts: Counts, at: EpochNanos): Bucket | undefined {
  const index = indexAt(counts, at);
  const bucket = counts.buckets[index];
  return bucket !== undefined && at >= bucket.from && at < bucket.from + counts.step
    ? bucket
    : undefined;
}

/** Of the last bucket that begins at or before the instant; -1 where none does. */
function indexAt(counts: Counts, at: EpochNanos): number {
  let low = 0;
  let high = counts.buckets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const bucket = counts.buckets[middle];
    if (bucket !== undefined && bucket.from <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The buckets that are in the window, wholly or in part. */
export function bucketsIn(counts: Counts, window: Window): readonly Bucket[] {
  const first = Math.max(0, indexAt(counts, window.from));
  const last = indexAt(counts, window.to);
  return counts.buckets
    .slice(first, last + 1)
    .filter(({ from }) => from + counts.step > window.from && from < window.to);
}

/** What the tallest bar stands for: the most events of a bucket in view, rounded up a little. */
export function scaleOf(buckets: readonly Bucket[]): number {
  const most = buckets.reduce((max, { events }) => Math.max(max, events), 0);
  if (most <= 5) return 5;
  const power = 10 ** Math.floor(Math.log10(most));
  return (
    [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((part) => part * power).find((top) => top >= most) ?? most
  );
}

/** Stretches of time that the journal is known to have lost frames of. */
export function gapsOf(completeness: Schemas['Completeness'] | undefined): readonly Window[] {
  return (completeness?.gaps ?? []).flatMap(({ lost }) => {
    const from = lost && parseInstant(lost.firstOccurredAt);
    const to = lost && parseInstant(lost.lastOccurredAt);
    return from === undefined || to === undefined ? [] : [{ from, to: epochNanos(to + 1n) }];
  });
}
