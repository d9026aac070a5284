/** Deployments and config changes on the timeline. */
import type { Schemas } from '../api/client';
import { instantOf } from './eventInstant';
import { epochNanos } from './time';
import type { EpochNanos } from './time';
import { fractionOf } from './window';
import type { Window } from './window';

export interface Mark {
  readonly kind: 'deployment' | 'config-change';
  readonly at: EpochNanos;
  readonly service: string;
  /** `1.3.0`, or `discount=9`. */
  readonly label: string;
}

export function marksOf(events: readonly Schemas['Event'][]): readonly Mark[] {
  return events.flatMap((event): Mark[] => {
    const at = instantOf(event) ?? epochNanos(0n);
    const { service } = event;
    switch (event.kind) {
      case 'deployment':
        return [{ kind: event.kind, at, service, label: event.version }];
      case 'config-change':
        return [{ kind: event.kind, at, service, label: event.key }];
      case 'call':
      case 'log':
      case 'measurement':
      case 'entity-change':
      case 'signal':
        return [];
      default:
        return event satisfies never;
    }
  });
}

/** A mark where it is drawn. Marks that would hide each other are one, which says how many it is. */
export interface PlacedMark {
  readonly marks: readonly [Mark, ...Mark[]];
  /** Pixels from the left. */
  readonly x: number;
  /** Pixels to the next mark, or to the end: as much room has the label. */
  readonly room: number;
}

const APART = 11;

export function placeMarks(
  marks: readonly Mark[],
  window: Window,
  pixels: number,
): readonly PlacedMark[] {
  const groups: { marks: [Mark, ...Mark[]]; x: number }[] = [];
  for (const mark of [...marks].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    const x = fractionOf(window, mark.at) * pixels;
    if (x < -APART || x > pixels + APART) continue;
    const last = groups.at(-1);
    if (last !== undefined && x - last.x < APART) last.marks.push(mark);
    else groups.push({ marks: [mark], x });
  }
  return groups.map(({ marks: together, x }, index) => ({
    marks: together,
    x,
    room: (groups[index + 1]?.x ?? pixels) - x,
  }));
}

/** The mark under a pixel, if any. */
export const markNear = (placed: readonly PlacedMark[], x: number): PlacedMark | undefined =>
  placed.find((group) => x >= group.x - 5 && x <= group.x + Math.min(9, group.room));
