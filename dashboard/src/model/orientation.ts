/** What a reader wants to know first at an instant: who is failing, and what was changed shortly before. */
import type { Schemas } from '../api/client';
import { countOf } from './format';
import { HEALTH_WORDS, type Health } from './health';
import { type Mark, marksOf } from './marks';
import type { ServiceRow } from './serviceRows';
import { floorTo } from './steps';
import { type EpochNanos, epochNanos, minus, nanos } from './time';

/** How all services together fare: the worst kind that there is, and which services are so. */
export interface Standing {
  readonly kind: Health['kind'];
  /** `2 services fail`, `no service fails`. */
  readonly words: string;
  /** Those of that kind; empty when there is nothing to point at. */
  readonly services: readonly ServiceRow[];
  /** Those that are well or silent, where others are not: `4 ok, 1 silent`. */
  readonly rest: string;
}

/** @param rows the worst first, as `serviceRows` gives them; at least one */
export function standingOf(rows: readonly ServiceRow[]): Standing {
  const kind = rows[0]?.health.kind ?? 'silent';
  const worst = rows.filter((row) => row.health.kind === kind);
  const rest = restOf(rows.slice(worst.length));
  switch (kind) {
    case 'failing': {
      const words = `${countOf(worst.length, 'service')} ${worst.length === 1 ? 'fails' : 'fail'}`;
      return { kind, words, services: worst, rest };
    }
    case 'slow': {
      const words = `no service fails; ${countOf(worst.length, 'is', 'are')} slow`;
      return { kind, words, services: worst, rest };
    }
    case 'erring': {
      const words = `no service fails; ${countOf(worst.length, 'has', 'have')} some errors`;
      return { kind, words, services: worst, rest };
    }
    case 'ok':
      return { kind, words: 'no service fails', services: [], rest: restOf(rows) };
    case 'silent':
      return { kind, words: 'no service was called', services: [], rest };
    default:
      return kind satisfies never;
  }
}

function restOf(rows: readonly ServiceRow[]): string {
  const counts = new Map<Health['kind'], number>();
  for (const { health } of rows) counts.set(health.kind, (counts.get(health.kind) ?? 0) + 1);
  return [...counts]
    .map(([kind, count]) => {
      const words = kind === 'erring' ? 'with some errors' : HEALTH_WORDS[kind];
      return `${String(count)} ${words}`;
    })
    .join(', ');
}

/** How long before the instant a change still counts as recent. */
export const RECENT = nanos(900_000_000_000n);

/**
 * The stretch that is asked for to know the recent changes: two whole quarters of an hour, so that
 * moving the instant within one asks nothing.
 */
export function recentWindow(at: EpochNanos): {
  readonly from: EpochNanos;
  readonly to: EpochNanos;
} {
  const start = floorTo(at, RECENT);
  return { from: epochNanos(start - RECENT), to: epochNanos(start + RECENT) };
}

export interface Asked {
  readonly from: EpochNanos;
  readonly to: EpochNanos;
}

/**
 * Deployments and config changes of the quarter of an hour up to the instant, the newest first.
 *
 * @param asked the stretch that `page` answers
 * @return undefined when that stretch does not hold the whole quarter of an hour
 */
export function recentChanges(
  page: Schemas['EventPage'],
  asked: Asked,
  at: EpochNanos,
): { readonly marks: readonly Mark[]; readonly more: boolean } | undefined {
  const from = minus(at, RECENT);
  if (asked.from > from || at >= asked.to) return undefined;
  const known = marksOf(page.items);
  const marks = known
    .filter((mark) => mark.at > from && mark.at <= at)
    .sort((a, b) => (a.at > b.at ? -1 : a.at < b.at ? 1 : 0));
  // The page has the newest of its stretch: where it ends, older ones may be left out.
  const oldest = known.reduce((least, mark) => (mark.at < least ? mark.at : least), asked.to);
  return { marks, more: page.next !== undefined && oldest > from };
}
