/** Calendar and clock of a time zone: instants to wall clock readings and back. */
import {
  NANOS_PER_MILLI,
  NANOS_PER_SECOND,
  epochNanos,
  floorDiv,
  nanoOfSecond,
  toEpochMillis,
} from './time';
import type { EpochNanos } from './time';

/** An IANA name such as `Europe/Berlin`, or `UTC`. */
export type Zone = string;

export const UTC: Zone = 'UTC';

/** The zone of the reader's machine. */
export const localZone = (): Zone => new Intl.DateTimeFormat().resolvedOptions().timeZone;

export interface CalendarDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

/** What calendar and clock on the wall read. */
export interface WallClock extends CalendarDate {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0 to 999,999,999. */
  readonly nano: number;
}

const MINUTE_MILLIS = 60_000;
const DAY_MILLIS = 86_400_000;

export function wallClockAt(at: EpochNanos, zone: Zone): WallClock {
  const millis = toEpochMillis(at);
  const shifted = new Date(millis + offsetMillis(millis, zone));
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
    nano: nanoOfSecond(at),
  };
}

/**
 * The instants at which the wall clock reads so, the earliest first: one as a rule, none in the hour
 * that is left out in spring, two in the hour that comes twice in autumn.
 */
export function instantsOf(wall: WallClock, zone: Zone): readonly EpochNanos[] {
  const millis = utcMillisOf(wall);
  const offsets = new Set([
    offsetMillis(millis - DAY_MILLIS, zone),
    offsetMillis(millis + DAY_MILLIS, zone),
  ]);
  return [...offsets]
    .filter((offset) => offsetMillis(millis - offset, zone) === offset)
    .map((offset) => epochNanos(BigInt(millis - offset) * NANOS_PER_MILLI + BigInt(wall.nano)))
    .sort((a, b) => (a < b ? -1 : 1));
}

/** Whether there is such a day: not 31 February. */
export function isDate({ year, month, day }: CalendarDate): boolean {
  const date = new Date(utcMillisOf({ ...MIDNIGHT, year, month, day }));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** The day so many days later; the clock is left out of it. */
export function plusDays({ year, month, day }: CalendarDate, days: number): CalendarDate {
  const date = new Date(utcMillisOf({ ...MIDNIGHT, year, month, day: day + days }));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
  };
}

/** 0 is Sunday. */
export const weekdayOf = ({ year, month, day }: CalendarDate): number =>
  new Date(utcMillisOf({ ...MIDNIGHT, year, month, day })).getUTCDay();

const MIDNIGHT = { hour: 0, minute: 0, second: 0, nano: 0 };

function utcMillisOf(wall: WallClock): number {
  const date = new Date(0);
  date.setUTCFullYear(wall.year, wall.month - 1, wall.day);
  date.setUTCHours(wall.hour, wall.minute, wall.second);
  return date.getTime();
}

/** `UTC`, `UTC+1`, `UTC-03:30`: how far the zone is ahead of UTC at the instant. */
export function offsetText(at: EpochNanos, zone: Zone): string {
  const minutes = Math.round(offsetMillis(toEpochMillis(at), zone) / MINUTE_MILLIS);
  if (minutes === 0) return 'UTC';
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const sign = minutes < 0 ? '-' : '+';
  return rest === 0
    ? `UTC${sign}${hours}`
    : `UTC${sign}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

/** Of the language's formatters, the ones in use; making one takes a millisecond. */
const formatters = new Map<Zone, Intl.DateTimeFormat>();
/** Offsets change at quarters of hours at most, so one look-up serves all instants of a quarter. */
const offsets = new Map<string, number>();
const MOST_OFFSETS = 5000;
const QUARTER_MILLIS = 15 * MINUTE_MILLIS;

function offsetMillis(epochMillis: number, zone: Zone): number {
  if (zone === UTC) return 0;
  const quarter = Math.floor(epochMillis / QUARTER_MILLIS);
  const name = `${zone} ${quarter}`;
  let offset = offsets.get(name);
  if (offset === undefined) {
    offset = lookUpOffset(quarter * QUARTER_MILLIS, zone);
    if (offsets.size >= MOST_OFFSETS) offsets.clear();
    offsets.set(name, offset);
  }
  return offset;
}

function lookUpOffset(epochMillis: number, zone: Zone): number {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(zone, formatter);
  }
  const fields = new Map(
    formatter.formatToParts(epochMillis).map(({ type, value }) => [type, Number(value)]),
  );
  const field = (name: Intl.DateTimeFormatPartTypes) => fields.get(name) ?? 0;
  return (
    utcMillisOf({
      year: field('year'),
      month: field('month'),
      day: field('day'),
      hour: field('hour'),
      minute: field('minute'),
      second: field('second'),
      nano: 0,
    }) - epochMillis
  );
}

/** Midnight of the instant's day in the zone; of two (a clock set back at midnight), the first. */
export function startOfDay(at: EpochNanos, zone: Zone): EpochNanos {
  const { year, month, day } = wallClockAt(at, zone);
  const [midnight] = instantsOf({ ...MIDNIGHT, year, month, day }, zone);
  return (
    midnight ?? epochNanos(floorDiv(at, 86_400n * NANOS_PER_SECOND) * 86_400n * NANOS_PER_SECOND)
  );
}
