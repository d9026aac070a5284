/** The axis below the timeline. */
import { dayText, timeOfDay } from './clock';
import { DAY, floorTo, stepFor } from './steps';
import { epochNanos } from './time';
import type { EpochNanos } from './time';
import { width } from './window';
import type { Window } from './window';
import { plusDays, startOfDay, wallClockAt, instantsOf } from './zone';
import type { Zone } from './zone';

export interface Tick {
  readonly at: EpochNanos;
  readonly text: string;
  /** A day begins here. */
  readonly dayBegins: boolean;
}

/** So wide is a label, with air, in pixels. */
const LABEL = 100;
/** Labels with more than three digits of a second. */
const LONG_LABEL = 150;
const MOST_DAYS = 400;

/** Ticks at round readings of the zone's wall clock, as many as find room in so many pixels. */
export function ticksOf(window: Window, pixels: number, zone: Zone): readonly Tick[] {
  const tried = stepFor(width(window), pixels / LABEL);
  const step = tried < 1_000_000n ? stepFor(width(window), pixels / LONG_LABEL) : tried;
  const digits = digitsOf(step);
  const ticks: Tick[] = [];
  for (const midnight of midnights(window, zone, step)) {
    const next = midnightAfter(midnight, zone);
    const first = step >= DAY ? midnight : firstIn(window, midnight, step);
    const end = next < window.to ? next : window.to;
    for (let at = first; at < end; at = epochNanos(at + step)) {
      if (at >= window.from) ticks.push(tickAt(at, at === midnight, digits, zone));
      if (step >= DAY) break;
    }
  }
  return ticks;
}

function tickAt(at: EpochNanos, dayBegins: boolean, digits: Digits, zone: Zone): Tick {
  if (dayBegins && typeof digits !== 'number') {
    return { at, dayBegins, text: dayText(wallClockAt(at, zone), wallClockAt(at, zone).year) };
  }
  const text =
    digits === 'minutes' || digits === 'days'
      ? timeOfDay(at, zone, 0).slice(0, 5)
      : timeOfDay(at, zone, digits);
  return { at, dayBegins, text };
}

type Digits = 'days' | 'minutes' | number;

function digitsOf(step: bigint): Digits {
  if (step >= DAY) return 'days';
  if (step >= 60_000_000_000n) return 'minutes';
  let digits = 0;
  for (let unit = 1_000_000_000n; unit > step; unit /= 10n) digits++;
  return digits;
}

function firstIn(window: Window, midnight: EpochNanos, step: bigint): EpochNanos {
  if (window.from <= midnight) return midnight;
  return epochNanos(midnight + floorTo(window.from - midnight, step));
}

function midnights(window: Window, zone: Zone, step: bigint): readonly EpochNanos[] {
  const found: EpochNanos[] = [];
  const every = step >= DAY ? Number(step / DAY) : 1;
  let midnight = startOfDay(window.from, zone);
  if (every > 1) midnight = alignedDay(midnight, every, zone);
  while (midnight < window.to && found.length < MOST_DAYS) {
    found.push(midnight);
    midnight = daysAfter(midnight, every, zone);
  }
  return found;
}

/** So that the same days are marked wherever the window stands. */
function alignedDay(midnight: EpochNanos, every: number, zone: Zone): EpochNanos {
  const day = Number(floorTo(midnight + DAY / 2n, DAY) / DAY);
  return daysAfter(midnight, -(((day % every) + every) % every), zone);
}

const midnightAfter = (midnight: EpochNanos, zone: Zone) => daysAfter(midnight, 1, zone);

function daysAfter(midnight: EpochNanos, days: number, zone: Zone): EpochNanos {
  const wall = wallClockAt(midnight, zone);
  const [at] = instantsOf({ ...wall, ...plusDays(wall, days) }, zone);
  // A midnight that the zone leaves out (clocks go forward at midnight): the day starts an hour later.
  return at ?? epochNanos(midnight + BigInt(days) * DAY);
}
