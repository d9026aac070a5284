import { parseInstant } from '../model/time';
import type { EpochNanos } from '../model/time';

interface Watched {
  /** Something was recorded; `last` is when its newest event occurred. */
  readonly recorded: (last: EpochNanos) => void;
  readonly broken: () => void;
}

/** Follows what is being recorded, until stopped. The browser connects again by itself. */
export function watchLive({ recorded, broken }: Watched): () => void {
  const source = new EventSource('/api/v1/live');
  source.addEventListener('frame', (event: MessageEvent<string>) => {
    const last = parseInstant(lastOf(JSON.parse(event.data)));
    if (last !== undefined) recorded(last);
  });
  source.addEventListener('error', broken);
  return () => source.close();
}

const lastOf = (frame: unknown): string =>
  typeof frame === 'object' && frame !== null && 'lastOccurredAt' in frame
    ? String(frame.lastOccurredAt)
    : '';
