/** Steps to the next or previous of something: what is asked for, and what is said of the answer. */
import type { Schemas } from '../api/client';
import { durationText, percentText, rateText } from './format';
import type { EventKind, Scene } from './scene';
import type { EpochNanos } from './time';
import { width } from './window';
import type { Window } from './window';

export type StepTarget = 'event' | 'error' | 'deployment' | 'anomaly';

export interface Step {
  readonly direction: 1 | -1;
  readonly what: StepTarget;
}

export type Level = Schemas['Level'];

export interface StepQuestion {
  /** All of this instant is passed at once: it is seen together. */
  readonly from: EpochNanos;
  readonly direction: 'next' | 'previous';
  readonly what: StepTarget;
  /** Empty: all. */
  readonly kinds: readonly EventKind[];
  readonly service: string | undefined;
  /** How long the stretches are in which a service is compared with before; of anomalies only. */
  readonly level: Level | undefined;
}

/** What a step asks for: it keeps to the kinds and the service that the list of events keeps to. */
export function stepQuestion(scene: Scene, { direction, what }: Step): StepQuestion {
  const { at, window, filters, service } = scene;
  const ofEvents = what === 'event' || what === 'error';
  return {
    from: at,
    direction: direction > 0 ? 'next' : 'previous',
    what: what === 'event' && filters.errorsOnly ? 'error' : what,
    kinds: ofEvents ? filters.kinds : [],
    service: filters.chosenServiceOnly ? service : undefined,
    level: what === 'anomaly' ? anomalyLevel(window) : undefined,
  };
}

/** Finer ones are not kept: they would be counted anew for each step. */
const LEVELS: readonly { readonly level: Level; readonly nanos: bigint }[] = [
  { level: '1d', nanos: 86_400_000_000_000n },
  { level: '1h', nanos: 3_600_000_000_000n },
  { level: '10m', nanos: 600_000_000_000n },
  { level: '1m', nanos: 60_000_000_000n },
  { level: '10s', nanos: 10_000_000_000n },
];

/** A stretch is compared with the sixty before it: the longest of which the window shows as many. */
export function anomalyLevel(window: Window): Level {
  return LEVELS.find(({ nanos }) => nanos * 60n <= width(window))?.level ?? '1s';
}

/** `later error`. */
export const stepText = ({ direction, what }: Step): string =>
  `${direction > 0 ? 'later' : 'earlier'} ${what}`;

/** `shop/cart, 1m: errors 21.5 % of events, usually 0 %`. */
export function anomalyText({ service, level, deviations }: Schemas['AnomalyBucket']): string {
  return `${service}, ${level}: ${deviations.map(deviationText).join('; ')}`;
}

function deviationText({ measure, value, expected }: Schemas['Deviation']): string {
  switch (measure) {
    case 'error-share':
      return `errors ${percentText(value)} of events, usually ${percentText(expected)}`;
    case 'rate':
      return `${rateText(value)} events, usually ${rateText(expected)}`;
    case 'p95-nanos':
      return `95th percentile of calls ${durationText(value)}, usually ${durationText(expected)}`;
    default:
      return measure satisfies never;
  }
}
