import type { ServiceSummary } from './answers';
import { beforeText, countText, durationText, percentText, rateText } from './format';
import { type Health, healthOf } from './health';
import type { ServiceMap } from './mapScene';
import { type EpochNanos, parseInstant } from './time';

/** One service among all at an instant, in the words and figures of a table. */
export interface ServiceRow {
  readonly service: string;
  /** `shop/`, or empty. */
  readonly namespace: string;
  readonly name: string;
  /** Absent when it is not known what ran. */
  readonly version: string | undefined;
  /** How long before the instant that version was deployed: `12 min before`. */
  readonly deployed: string | undefined;
  readonly health: Health;
  readonly rate: string;
  /** The share of failed calls; absent when none failed. */
  readonly errors: string | undefined;
  /** Absent when nothing was called. */
  readonly p95: string | undefined;
  readonly inFlight: string;
  /** All of it, to be read aloud. */
  readonly words: string;
}

const WORST_FIRST: readonly Health['kind'][] = ['failing', 'slow', 'erring', 'ok', 'silent'];

/**
 * The worst first: by health, then by the share of failures, then the busiest, then by name. Vitals
 * that are equal thus keep their order while the instant moves.
 *
 * @param usual a map over a longer stretch of history, to tell slow from usual
 */
export function serviceRows(
  services: readonly ServiceSummary[],
  at: EpochNanos,
  usual?: ServiceMap,
): readonly ServiceRow[] {
  const usualP95 = new Map(
    usual?.nodes.flatMap((node): [string, number][] =>
      node.kind === 'service' ? [[node.service, node.traffic.p95Nanos]] : [],
    ),
  );
  return services
    .map((summary) => ({
      summary,
      health: healthOf(summary.vitals, usualP95.get(summary.service)),
    }))
    .sort(
      (a, b) =>
        WORST_FIRST.indexOf(a.health.kind) - WORST_FIRST.indexOf(b.health.kind) ||
        b.summary.vitals.errorRatio - a.summary.vitals.errorRatio ||
        b.summary.vitals.calls - a.summary.vitals.calls ||
        (a.summary.service < b.summary.service ? -1 : 1),
    )
    .map(({ summary, health }) => rowOf(summary, health, at));
}

function rowOf(summary: ServiceSummary, health: Health, at: EpochNanos): ServiceRow {
  const { service, running, vitals, inFlightTotal } = summary;
  const cut = service.lastIndexOf('/') + 1;
  const deployedAt = running === undefined ? undefined : parseInstant(running.deployedAt);
  const deployed = deployedAt === undefined ? undefined : beforeText(Number(at - deployedAt));
  const rate = rateText(vitals.callsPerSecond);
  const p95 = vitals.calls === 0 ? undefined : durationText(vitals.p95Nanos);
  const words = [
    service,
    health.words,
    running === undefined
      ? 'version not known'
      : `version ${running.version}${deployed === undefined ? '' : `, deployed ${deployed}`}`,
    rate,
    p95 === undefined ? '' : `p95 ${p95}`,
    `${countText(inFlightTotal)} in flight`,
  ];
  return {
    service,
    namespace: service.slice(0, cut),
    name: service.slice(cut),
    version: running?.version,
    deployed,
    health,
    rate,
    errors: vitals.errors > 0 ? percentText(vitals.errorRatio) : undefined,
    p95,
    inFlight: countText(inFlightTotal),
    words: words.filter((part) => part !== '').join(', '),
  };
}
