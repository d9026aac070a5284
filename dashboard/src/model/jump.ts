/**
 * What somebody means who types a time: `3:46`, `3:46:12.345 pm`, `yesterday 3:46`, `mon 3:46`,
 * `23 Nov 3:46`, `2026-11-23 03:46 UTC`, `-5m`, `+30s`, `now`, RFC 3339, or a number of seconds,
 * milliseconds, microseconds or nanoseconds since the epoch, told apart by their digits.
 *
 * A time of day is ambiguous: it was yesterday too, and where clocks are set back it comes twice.
 * Then the latest one that is past and within recorded history is meant, and the answer says so.
 */
import type { History } from './scene';
import { epochNanos, nanos, parseInstant, plus } from './time';
import type { EpochNanos } from './time';
import { UTC, instantsOf, isDate, plusDays, wallClockAt, weekdayOf } from './zone';
import type { CalendarDate, Zone } from './zone';

export interface JumpContext {
  readonly now: EpochNanos;
  /** The instant shown. */
  readonly at: EpochNanos;
  readonly zone: Zone;
  readonly history: History;
}

export type Jump =
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'understood';
      readonly at: EpochNanos;
      /** The zone it was read in. */
      readonly zone: Zone;
      /** What was chosen where there was a choice, in words. */
      readonly notes: readonly string[];
    }
  | { readonly kind: 'not-understood'; readonly why: string };

const EXAMPLES = 'Try 3:46, yesterday 3:46, -5m, +30s, or 2026-11-23T03:46:12Z';

export function parseJump(text: string, context: JumpContext): Jump {
  const typed = text.trim().replace(/\s+/g, ' ');
  if (typed === '') return { kind: 'empty' };
  return (
    parseAbsolute(typed, context) ??
    parseRelative(typed, context) ??
    parseWall(typed, context) ?? { kind: 'not-understood', why: EXAMPLES }
  );
}

function understood(at: EpochNanos, zone: Zone, context: JumpContext, notes: string[] = []): Jump {
  const { history, now } = context;
  const outside =
    at > now
      ? ['this is in the future']
      : history.kind !== 'recorded'
        ? []
        : at < history.first
          ? ['before the first record']
          : at > history.last
            ? ['after the last record']
            : [];
  return { kind: 'understood', at, zone, notes: [...notes, ...outside] };
}

function parseAbsolute(typed: string, context: JumpContext): Jump | undefined {
  const instant = parseInstant(typed);
  if (instant !== undefined) {
    return understood(instant, /z$/i.test(typed) ? UTC : context.zone, context);
  }
  const digits = /^\d+$/.exec(typed)?.[0];
  const unit = digits === undefined ? undefined : EPOCH_UNITS.get(digits.length);
  if (digits === undefined || unit === undefined) return undefined;
  const at = epochNanos(BigInt(digits) * unit.nanos);
  return understood(at, context.zone, context, [`read as ${unit.name} since 1970`]);
}

const EPOCH_UNITS = new Map([
  [10, { nanos: 1_000_000_000n, name: 'seconds' }],
  [13, { nanos: 1_000_000n, name: 'milliseconds' }],
  [16, { nanos: 1_000n, name: 'microseconds' }],
  [19, { nanos: 1n, name: 'nanoseconds' }],
]);

const SPAN_UNITS = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['sec', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['min', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
  ['d', 86_400_000_000_000n],
  ['w', 604_800_000_000_000n],
]);

/** `-5m` counts from now, as everywhere in Traversion; `+5m` from the instant shown. */
function parseRelative(typed: string, context: JumpContext): Jump | undefined {
  if (typed.toLowerCase() === 'now') return understood(context.now, context.zone, context);
  const match = /^([+-]|−)\s?((?:\d+(?:\.\d{1,9})?\s?[a-zµ]+\s?)+)$/i.exec(typed);
  if (match === null) return undefined;
  const [, sign, parts = ''] = match;
  let span = 0n;
  for (const [, count = '', name = ''] of parts.matchAll(/(\d+(?:\.\d+)?)\s?([a-zµ]+)/gi)) {
    const unit = SPAN_UNITS.get(name.toLowerCase());
    if (unit === undefined) {
      return { kind: 'not-understood', why: `“${name}” is no unit: ns, us, ms, s, m, h, d or w` };
    }
    const [whole = '0', fraction = ''] = count.split('.');
    const billionths = BigInt(whole + fraction.padEnd(9, '0').slice(0, 9));
    span += (billionths * unit) / 1_000_000_000n;
  }
  return sign === '+'
    ? understood(plus(context.at, nanos(span)), context.zone, context, ['after the instant shown'])
    : understood(plus(context.now, nanos(-span)), context.zone, context, ['before now']);
}

interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nano: number;
}

const CLOCK = /^(\d{1,2})(?::(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s?([ap]m?|[ap]\.m\.)?$/i;

function parseWall(typed: string, context: JumpContext): Jump | undefined {
  const { rest: afterZone, at: zoned } = zoneOff(typed, context.zone);
  const { day, rest } = dayOff(afterZone, wallClockAt(context.now, zoned.zone));
  if (day.kind === 'impossible') return { kind: 'not-understood', why: day.why };
  if (day.kind === 'any' && rest === '') return undefined;
  const clock = rest === '' ? MIDNIGHT : parseClock(rest);
  if (clock === undefined) return undefined;
  if (clock === 'impossible')
    return { kind: 'not-understood', why: `there is no ${rest} on a clock` };
  return day.kind === 'any'
    ? latestOf(clock, zoned, context)
    : onDay(day.date, clock, zoned, context);
}

const MIDNIGHT: TimeOfDay = { hour: 0, minute: 0, second: 0, nano: 0 };

function parseClock(text: string): TimeOfDay | 'impossible' | undefined {
  const match = CLOCK.exec(text);
  if (match === null) return undefined;
  const [, hours = '', minutes, seconds = '0', fraction = '', half] = match;
  // A bare number is no time of day; 3pm is.
  if (minutes === undefined && half === undefined) return undefined;
  const given = Number(hours);
  if (half !== undefined && (given < 1 || given > 12)) return 'impossible';
  const afternoon = half?.toLowerCase().startsWith('p') === true;
  const hour = half === undefined ? given : (given % 12) + (afternoon ? 12 : 0);
  const [minute, second] = [Number(minutes ?? '0'), Number(seconds)];
  if (hour > 23 || minute > 59 || second > 59) return 'impossible';
  return { hour, minute, second, nano: Number(fraction.padEnd(9, '0')) };
}

/** A zone at the end of what was typed, or the reader's own; an offset is a zone of its own. */
interface Zoned {
  readonly zone: Zone;
  readonly instantsOf: (date: CalendarDate, clock: TimeOfDay) => readonly EpochNanos[];
}

function zoneOff(typed: string, own: Zone): { rest: string; at: Zoned } {
  const utc = /^(.*\d\s?(?:[ap]m)?)\s?(?:Z|UTC|GMT)$/i.exec(typed);
  const rest = utc?.[1];
  const zone = rest === undefined ? own : UTC;
  return {
    rest: (rest ?? typed).trim(),
    at: { zone, instantsOf: (date, clock) => instantsOf({ ...date, ...clock }, zone) },
  };
}

type Day =
  | { readonly kind: 'any' }
  | { readonly kind: 'date'; readonly date: CalendarDate }
  | { readonly kind: 'impossible'; readonly why: string };

const WEEKDAYS = 'sun mon tue wed thu fri sat'.split(' ');
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const WEEKDAY = '(sun|mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?)(?:day)?';
const MONTH = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';

/** Takes the day off the front (or the end) of what was typed. */
function dayOff(typed: string, today: CalendarDate): { day: Day; rest: string } {
  const found = (date: CalendarDate, rest: string): { day: Day; rest: string } => ({
    day: isDate(date)
      ? { kind: 'date', date }
      : { kind: 'impossible', why: `there is no ${date.year}-${date.month}-${date.day}` },
    rest: rest.trim(),
  });
  const word = /^(today|yesterday)\b,?(.*)$/i.exec(typed);
  if (word !== null) {
    const back = word[1]?.toLowerCase() === 'yesterday' ? 1 : 0;
    return found(plusDays(today, -back), word[2] ?? '');
  }
  const weekday = new RegExp(`^${WEEKDAY}\\b,?(.*)$`, 'i').exec(typed);
  if (weekday !== null) {
    const wanted = WEEKDAYS.indexOf((weekday[1] ?? '').slice(0, 3).toLowerCase());
    const rest = (weekday[2] ?? '').trim();
    const dated = dayOff(rest, today);
    if (dated.day.kind !== 'any') return dated;
    return found(plusDays(today, -((weekdayOf(today) - wanted + 7) % 7)), rest);
  }
  const iso = /^(?:(\d{4})-)?(\d{1,2})-(\d{1,2})(?:[T ,]|$)(.*)$/i.exec(typed);
  if (iso !== null) {
    const [, year, month, day, rest = ''] = iso;
    return found(inYear(year, Number(month), Number(day), today), rest);
  }
  const named =
    new RegExp(`^(\\d{1,2})\\.? ${MONTH}(?: (\\d{4}))?(?:,? |$)(.*)$`, 'i').exec(typed) ??
    monthFirst(typed);
  if (named !== null) {
    const [, day, name = '', year, rest = ''] = named;
    return found(inYear(year, MONTHS.indexOf(name.toLowerCase()) + 1, Number(day), today), rest);
  }
  return { day: { kind: 'any' }, rest: typed };
}

/** `Nov 23, 2026 3:46`, with its parts in the order of `23 Nov 2026 3:46`. */
function monthFirst(typed: string): readonly (string | undefined)[] | null {
  const match = new RegExp(`^${MONTH} (\\d{1,2})(?:,? (\\d{4}))?(?:,? |$)(.*)$`, 'i').exec(typed);
  return match === null ? null : [match[0], match[2], match[1], match[3], match[4]];
}

/** Without a year: this year's day, or last year's where this year's is still to come. */
function inYear(
  year: string | undefined,
  month: number,
  day: number,
  today: CalendarDate,
): CalendarDate {
  if (year !== undefined) return { year: Number(year), month, day };
  const later = month > today.month || (month === today.month && day > today.day);
  return { year: later ? today.year - 1 : today.year, month, day };
}

function onDay(date: CalendarDate, clock: TimeOfDay, zoned: Zoned, context: JumpContext): Jump {
  const instants = zoned.instantsOf(date, clock);
  const past = instants.filter((at) => at <= context.now);
  const at = past.at(-1) ?? instants.at(-1);
  if (at === undefined) {
    return { kind: 'not-understood', why: 'clocks were set forward over that time on that day' };
  }
  return understood(at, zoned.zone, context, twice(instants));
}

const twice = (instants: readonly EpochNanos[]): string[] =>
  instants.length < 2 ? [] : ['clocks were set back and showed it twice; this is the second time'];

/** A day is tried, then the one before; history that is older than this is named by its date. */
const MOST_DAYS_BACK = 400;

function latestOf(clock: TimeOfDay, zoned: Zoned, context: JumpContext): Jump {
  const { now, history } = context;
  const today: CalendarDate = wallClockAt(now, zoned.zone);
  let latest: EpochNanos | undefined;
  for (let back = 0; back <= MOST_DAYS_BACK; back++) {
    const instants = zoned.instantsOf(plusDays(today, -back), clock);
    const at = instants.filter((instant) => instant <= now).at(-1);
    if (at === undefined) continue;
    latest ??= at;
    if (history.kind !== 'recorded') break;
    if (at < history.first) break;
    if (at <= history.last)
      return understood(at, zoned.zone, context, [...chosen(back), ...twice(instants)]);
  }
  return latest === undefined
    ? { kind: 'not-understood', why: 'clocks never showed that time' }
    : understood(latest, zoned.zone, context);
}

const chosen = (daysBack: number): string[] =>
  daysBack === 0 ? [] : ['the latest such time in recorded history'];
