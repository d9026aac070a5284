/** Round spans of time, as axes and buckets use them: from a nanosecond to a year of days. */
import { floorDiv, nanos } from './time';
import type { Nanos } from './time';

const SECOND = 1_000_000_000n;
const MINUTE = 60n * SECOND;
const HOUR = 60n * MINUTE;
export const DAY = 24n * HOUR;

function parts(): bigint[] {
  const steps: bigint[] = [];
  for (let power = 1n; power < SECOND; power *= 10n) steps.push(power, 2n * power, 5n * power);
  return steps;
}

export const STEPS: readonly Nanos[] = [
  ...parts(),
  ...[1n, 2n, 5n, 10n, 15n, 30n].map((count) => count * SECOND),
  ...[1n, 2n, 5n, 10n, 15n, 30n].map((count) => count * MINUTE),
  ...[1n, 2n, 3n, 6n, 12n].map((count) => count * HOUR),
  ...[1n, 2n, 7n, 14n, 28n, 56n, 112n, 364n].map((count) => count * DAY),
].map(nanos);

/** The smallest round span of which at most `most` fill the whole. */
export function stepFor(whole: Nanos, most: number): Nanos {
  const wanted = BigInt(Math.max(1, Math.floor(most)));
  return STEPS.find((step) => whole <= step * wanted) ?? nanos(364n * DAY);
}

/** The last multiple at or before. */
export const floorTo = (value: bigint, step: bigint): bigint => floorDiv(value, step) * step;

/** The first multiple at or after. */
export const ceilTo = (value: bigint, step: bigint): bigint => -floorDiv(-value, step) * step;
