import { countOf, durationText, percentText } from './format';

/** The part of a service's vitals that its health is read from. */
export interface Vitals {
  readonly windowNanos: number;
  readonly calls: number;
  readonly errors: number;
  readonly errorRatio: number;
  readonly p95Nanos: number;
}

/**
 * How a service fares in the window before the instant, worst first. `words` says it together with
 * the figure it rests on, so that colour is never the only sign.
 */
export interface Health {
  readonly kind: 'failing' | 'slow' | 'erring' | 'ok' | 'silent';
  readonly words: string;
}

/** One word or two for narrow places. */
export const HEALTH_WORDS: Readonly<Record<Health['kind'], string>> = {
  failing: 'failing',
  slow: 'slow',
  erring: 'some errors',
  ok: 'ok',
  silent: 'silent',
};

/** The shape says what the colour says: health is never told by colour alone. */
export const HEALTH_SIGNS: Readonly<Record<Health['kind'], string>> = {
  failing: '✕',
  slow: '◔',
  erring: '!',
  ok: '✓',
  silent: '–',
};

/** From this share of failed calls on a service is failing; below it, it has errors. */
export const FAILING_RATIO = 0.05;
/** Slow: this many times its own usual p95, and not below `SLOW_FLOOR_NANOS`. */
export const SLOW_FACTOR = 3;
export const SLOW_FLOOR_NANOS = 50e6;
/** Slow, whatever is usual. */
export const SLOW_NANOS = 2e9;

/** @param usualP95Nanos the p95 over a longer stretch of history, where it is known */
export function healthOf(vitals: Vitals, usualP95Nanos?: number): Health {
  if (vitals.calls === 0) {
    return { kind: 'silent', words: `silent: no calls in ${durationText(vitals.windowNanos)}` };
  }
  const share = `${percentText(vitals.errorRatio)} of ${countOf(vitals.calls, 'call')} failed`;
  if (vitals.errorRatio >= FAILING_RATIO) {
    return { kind: 'failing', words: `failing: ${share}` };
  }
  const slow = slowWords(vitals.p95Nanos, usualP95Nanos);
  if (slow !== undefined) {
    return { kind: 'slow', words: slow };
  }
  return vitals.errors > 0
    ? { kind: 'erring', words: `some errors: ${share}` }
    : { kind: 'ok', words: `ok: ${countOf(vitals.calls, 'call')}, none failed` };
}

function slowWords(p95Nanos: number, usual: number | undefined): string | undefined {
  const p95 = durationText(p95Nanos);
  const compared = usual === undefined || usual <= 0 ? undefined : p95Nanos / usual;
  if (compared !== undefined && compared >= SLOW_FACTOR && p95Nanos >= SLOW_FLOOR_NANOS) {
    return `slow: p95 ${p95}, usually ${durationText(usual ?? 0)}`;
  }
  return p95Nanos >= SLOW_NANOS ? `slow: p95 ${p95}` : undefined;
}
