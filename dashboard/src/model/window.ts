import { clamp, minus, nanos, plus, seconds } from './time';
import type { EpochNanos, Nanos } from './time';

/** A stretch of the time line: includes `from`, excludes `to`; never empty. */
export interface Window {
  readonly from: EpochNanos;
  readonly to: EpochNanos;
}

/** From ten microseconds to three years: below there is nothing to see, above nobody records. */
const NARROWEST: Nanos = nanos(10_000n);
const WIDEST: Nanos = seconds(3 * 366 * 86_400);

export const width = (window: Window): Nanos => nanos(window.to - window.from);

export const contains = (window: Window, at: EpochNanos): boolean =>
  at >= window.from && at < window.to;

export const sameWindow = (a: Window, b: Window): boolean => a.from === b.from && a.to === b.to;

/** Where an instant lies: 0 at `from`, 1 at `to`; outside beyond these. */
export const fractionOf = (window: Window, at: EpochNanos): number =>
  Number(at - window.from) / Number(width(window));

/** The instant at a fraction of the window, rounded to the nanosecond. */
export const instantAt = (window: Window, fraction: number): EpochNanos =>
  plus(window.from, scale(width(window), fraction));

/** Zooms so that `pivot` stays where it is on the screen; `factor` below 1 shows less time. */
export function zoom(window: Window, pivot: EpochNanos, factor: number): Window {
  const wanted = clampWidth(scale(width(window), factor));
  const before = scale(wanted, fractionOf(window, pivot));
  const from = minus(pivot, before);
  return { from, to: plus(from, wanted) };
}

/** Moves by a fraction of the window's own width; negative shows earlier time. */
export function pan(window: Window, fraction: number): Window {
  const by = scale(width(window), fraction);
  return { from: plus(window.from, by), to: plus(window.to, by) };
}

/** The window of the same width with `at` in its middle. */
export function centredOn(window: Window, at: EpochNanos): Window {
  const from = minus(at, nanos(width(window) / 2n));
  return { from, to: plus(from, width(window)) };
}

/** The window moved as little as need be so that `at` lies within, a margin off its edges. */
export function following(window: Window, at: EpochNanos, margin = 0.1): Window {
  const inset = scale(width(window), margin);
  const nearest = clamp(at, plus(window.from, inset), minus(window.to, inset));
  const by = nanos(at - nearest);
  if (by === 0n) return window;
  return { from: plus(window.from, by), to: plus(window.to, by) };
}

/** A window from two instants in any order, widened to what can be shown. */
export function windowBetween(a: EpochNanos, b: EpochNanos): Window {
  const [from, to] = a <= b ? [a, b] : [b, a];
  const wanted = clampWidth(nanos(to - from));
  return wanted === to - from
    ? { from, to }
    : centredOn({ from, to: plus(from, wanted) }, plus(from, nanos((to - from) / 2n)));
}

const clampWidth = (span: Nanos): Nanos =>
  span < NARROWEST ? NARROWEST : span > WIDEST ? WIDEST : span;

/** Exact for whole fractions; a bigint cannot be multiplied by a number. */
function scale(span: Nanos, factor: number): Nanos {
  const parts = 2 ** 40;
  return nanos((span * BigInt(Math.round(factor * parts))) / BigInt(parts));
}
