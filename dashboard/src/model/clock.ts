/** Instants and spans as people read them. */
import { formatInstant } from './time';
import type { EpochNanos } from './time';
import { UTC, offsetText, wallClockAt, weekdayOf } from './zone';
import type { CalendarDate, Zone } from './zone';

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const DAYS = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ');

const two = (value: number) => String(value).padStart(2, '0');

/**
 * Time of day, such as `03:46:12.345`.
 *
 * @param digits of the fraction of a second, 0 to 9; what is beyond is cut off, never rounded up
 */
export function timeOfDay(at: EpochNanos, zone: Zone, digits = 3): string {
  const { hour, minute, second, nano } = wallClockAt(at, zone);
  const fraction = digits === 0 ? '' : `.${String(nano).padStart(9, '0').slice(0, digits)}`;
  return `${two(hour)}:${two(minute)}:${two(second)}${fraction}`;
}

/** `Mon 23 Nov`; with the year where it is not the present one. */
export function dayText(date: CalendarDate, presentYear?: number): string {
  const text = `${DAYS[weekdayOf(date)] ?? ''} ${date.day} ${MONTHS[date.month - 1] ?? ''}`;
  return date.year === presentYear ? text : `${text} ${date.year}`;
}

/** All of it, for titles and screen readers: `Mon 23 Nov 2026, 03:46:12.345678 UTC+1`. */
export function fullText(at: EpochNanos, zone: Zone): string {
  const exact = formatInstant(at);
  const digits = exact.includes('.') ? exact.length - exact.indexOf('.') - 2 : 0;
  const clock = timeOfDay(at, zone, digits);
  return `${dayText(wallClockAt(at, zone))}, ${clock} ${zone === UTC ? 'UTC' : offsetText(at, zone)}`;
}

interface Unit {
  readonly nanos: bigint;
  readonly name: string;
}

const UNITS: readonly [Unit, ...Unit[]] = [
  { nanos: 86_400_000_000_000n, name: 'd' },
  { nanos: 3_600_000_000_000n, name: 'h' },
  { nanos: 60_000_000_000n, name: 'min' },
  { nanos: 1_000_000_000n, name: 's' },
  { nanos: 1_000_000n, name: 'ms' },
  { nanos: 1_000n, name: 'µs' },
  { nanos: 1n, name: 'ns' },
];

/** A span in its two largest units, cut off: `1 min 3 s`, `250 ms`, `2 d 4 h`; sign left out. */
export function spanText(span: bigint): string {
  const size = span < 0n ? -span : span;
  const index = UNITS.findIndex((unit) => size >= unit.nanos);
  const unit = UNITS[index];
  if (unit === undefined) return '0 s';
  const next = UNITS[index + 1];
  const first = `${size / unit.nanos} ${unit.name}`;
  const rest = next === undefined ? 0n : (size % unit.nanos) / next.nanos;
  // Below a second one number says enough, and steadies the text while it changes.
  if (next === undefined || rest === 0n || unit.nanos < 1_000_000_000n) return first;
  return unit.name === 's'
    ? `${first.slice(0, -2)}.${tenths(rest)} s`
    : `${first} ${rest} ${next.name}`;
}

const tenths = (millis: bigint) => String(millis / 100n);

/** `1 min 3 s ago`, `now`, `in 5 s`. */
export function agoText(at: EpochNanos, now: EpochNanos): string {
  const span = now - at;
  if (span > -1_000_000_000n && span < 1_000_000_000n) return 'now';
  const whole = (span / 1_000_000_000n) * 1_000_000_000n;
  return span > 0n ? `${spanText(whole)} ago` : `in ${spanText(whole)}`;
}
