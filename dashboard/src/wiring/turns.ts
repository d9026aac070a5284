/**
 * Whose turn it is to ask. While the instant moves, the eye follows the state that changes; lists and
 * the map are looked at when the hand rests. All share the node, the connection and the browser's
 * one thread, so followers wait until no leader's question is on the way, though not for ever.
 */
export interface Turns {
  /** A leader's question is on its way, until the answer is called. */
  readonly lead: () => () => void;
  readonly isFree: () => boolean;
  /** Calls back as soon as no leader's question is on the way; answers how to call it off. */
  readonly whenFree: (run: () => void) => () => void;
}

export function turnsOf(): Turns {
  let leading = 0;
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const run of [...waiting]) {
      if (leading > 0) return;
      waiting.delete(run);
      run();
    }
  };
  return {
    lead: () => {
      leading++;
      let done = false;
      return () => {
        if (done) return;
        done = true;
        leading--;
        // A leader that has an answer may ask again at once; only then is it clear who is next.
        if (leading === 0) queueMicrotask(wake);
      };
    },
    isFree: () => leading === 0,
    whenFree: (run) => {
      waiting.add(run);
      return () => waiting.delete(run);
    },
  };
}
