import { parseInstant } from './time';
import type { EpochNanos } from './time';

/**
 * The instant at which a paused production shows an event happen: `occurredAt`, put right where the
 * clock of its service is known to be off. Its time as the service told it stays `occurredAt`.
 */
export function instantOf(event: {
  readonly occurredAt: string;
  readonly correctedAt?: string;
}): EpochNanos | undefined {
  return parseInstant(event.correctedAt ?? event.occurredAt);
}
