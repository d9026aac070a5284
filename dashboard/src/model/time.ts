/**
 * Instants and durations.
 *
 * An instant is exact: a bigint of nanoseconds since the epoch. It is written as RFC 3339 in UTC,
 * which is also how the API and the address bar name it. For drawing there are microseconds in a
 * plain number; they are never turned back into an identity.
 */

/** Nanoseconds since the Unix epoch; exact. */
export type EpochNanos = bigint & { readonly unit: 'epoch-nanos' };

/** A span of time in nanoseconds; exact, may be negative. */
export type Nanos = bigint & { readonly unit: 'nanos' };

/** Microseconds since the Unix epoch, for drawing. Exact in a number until the year 2255. */
export type EpochMicros = number & { readonly unit: 'epoch-micros' };

/** RFC 3339 in UTC with zero to nine fraction digits, e.g. `2026-01-01T03:46:00.123456789Z`. */
export type Instant = string;

export const NANOS_PER_MILLI = 1_000_000n;
export const NANOS_PER_SECOND = 1_000_000_000n;

export const epochNanos = (value: bigint): EpochNanos => value as EpochNanos;
export const nanos = (value: bigint): Nanos => value as Nanos;
export const seconds = (value: number): Nanos => nanos(BigInt(Math.round(value * 1e9)));
export const millis = (value: number): Nanos => nanos(BigInt(Math.round(value * 1e6)));

export const fromEpochMillis = (value: number): EpochNanos =>
  epochNanos(BigInt(Math.trunc(value)) * NANOS_PER_MILLI);

/** Rounded down to the millisecond, for the calendar functions of the language. */
export const toEpochMillis = (at: EpochNanos): number => Number(floorDiv(at, NANOS_PER_MILLI));

export const toMicros = (at: EpochNanos): EpochMicros => (Number(at) / 1e3) as EpochMicros;

export const plus = (at: EpochNanos, span: Nanos): EpochNanos => epochNanos(at + span);
export const minus = (at: EpochNanos, span: Nanos): EpochNanos => epochNanos(at - span);
/** From `a` to `b`. */
export const between = (a: EpochNanos, b: EpochNanos): Nanos => nanos(b - a);

export const earlier = (a: EpochNanos, b: EpochNanos): EpochNanos => (a < b ? a : b);
export const later = (a: EpochNanos, b: EpochNanos): EpochNanos => (a > b ? a : b);

export function clamp(at: EpochNanos, from: EpochNanos, to: EpochNanos): EpochNanos {
  return at < from ? from : at > to ? to : at;
}

/** Towards the past also before 1970, where plain bigint division rounds towards zero. */
export function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** Whole nanoseconds after the last whole second: 0 to 999,999,999. */
export const nanoOfSecond = (at: EpochNanos): number =>
  Number(at - floorDiv(at, NANOS_PER_SECOND) * NANOS_PER_SECOND);

const RFC_3339 =
  /^([+-]?\d{4,6})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|z|[+-]\d\d:?\d\d)$/;

/** The instant that an RFC 3339 text names; `undefined` if it names none (also 31 February). */
export function parseInstant(text: string): EpochNanos | undefined {
  const match = RFC_3339.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second = '0', fraction = '', zone = 'Z'] = match;
  const fields = [year, month, day, hour, minute, second].map(Number) as Fields;
  const local = utcMillis(fields);
  if (local === undefined) return undefined;
  const offset = offsetMinutes(zone);
  if (offset === undefined) return undefined;
  const whole = BigInt(local - offset * 60_000) * NANOS_PER_MILLI;
  return epochNanos(whole + BigInt(fraction.padEnd(9, '0')));
}

type Fields = [number, number, number, number, number, number];

function utcMillis([year, month, day, hour, minute, second]: Fields): number | undefined {
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : undefined;
}

function offsetMinutes(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** RFC 3339 in UTC, with as many fraction digits as are needed and no more. */
export function formatInstant(at: EpochNanos): Instant {
  const whole = new Date(toEpochMillis(at)).toISOString().slice(0, -5);
  const fraction = nanoOfSecond(at);
  if (fraction === 0) return `${whole}Z`;
  return `${whole}.${String(fraction).padStart(9, '0').replace(/0+$/, '')}Z`;
}
