import { spanText, timeOfDay } from '../../model/clock';
import { bucketAt } from '../../model/counts';
import type { Counts } from '../../model/counts';
import type { PlacedMark } from '../../model/marks';
import type { EpochNanos } from '../../model/time';
import { width } from '../../model/window';
import type { Window } from '../../model/window';
import type { Zone } from '../../model/zone';
import { labelOf } from './paint';

const MOST_LISTED = 4;

/** What is under the pointer, a line each. */
export function hoverText(
  at: EpochNanos,
  window: Window,
  pixels: number,
  counts: Counts | undefined,
  mark: PlacedMark | undefined,
  zone: Zone,
): string {
  const lines = [timeOfDay(at, zone, digitsFor(width(window), pixels))];
  const bucket = counts && bucketAt(counts, at);
  if (counts !== undefined && bucket !== undefined) {
    const errors = bucket.errors === 0 ? '' : `, ${bucket.errors} of them errors`;
    lines.push(`${bucket.events} events${errors} in ${spanText(counts.step)}`);
  }
  for (const one of mark?.marks.slice(0, MOST_LISTED) ?? []) {
    const what = one.kind === 'deployment' ? 'deployed' : `of ${one.service} changed`;
    lines.push(`${labelOf(one)} ${what} at ${timeOfDay(one.at, zone)}`);
  }
  const more = (mark?.marks.length ?? 0) - MOST_LISTED;
  if (more > 0) lines.push(`and ${more} more`);
  if (mark !== undefined) lines.push('double click: go there');
  return lines.join('\n');
}

/** As many digits of a second as a pixel can tell apart. */
export function digitsFor(span: bigint, pixels: number): number {
  const pixel = Number(span) / Math.max(1, pixels);
  return Math.max(0, Math.min(9, Math.ceil(9 - Math.log10(Math.max(1, pixel)))));
}
