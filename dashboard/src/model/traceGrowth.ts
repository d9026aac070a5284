import type { Trace } from './answers';
import { type EpochNanos, minus, parseInstant, seconds } from './time';

/** A trace that nothing came of for so long is taken to be whole. */
const STILL = seconds(60);

/** Whether more of a trace may still come, so that it is worth asking for again while live. */
export function mayGrow({ items, limited }: Pick<Trace, 'items' | 'limited'>, now: EpochNanos) {
  if (limited) return false;
  if (items.length === 0) return true;
  const since = minus(now, STILL);
  return items.some((event) => {
    const at = parseInstant(event.kind === 'call' ? event.endedAt : event.occurredAt);
    return at !== undefined && at > since;
  });
}
