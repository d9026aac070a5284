/**
 * Whose turn it is to ask. While the instant moves, the eye follows the state that changes; lists and
 * the map are looked at when the hand rests. All share the node, the connection and the browser's
 * one thread. So followers wait until no leader's question is on the way, though not for ever, and
 * they ask one after the other: what their answers take to paint comes in small parts then.
 */
export interface Turns {
  /** A leader's question is on its way, until the answer is called. */
  readonly lead: () => () => void;
  /** The same of a follower's. */
  readonly follow: () => () => void;
  /** @param overdue whether the follower has waited for leaders long enough */
  readonly mayFollow: (overdue: boolean) => boolean;
  /** Calls back, once, when it may be a follower's turn; answers how to call it off. */
  readonly whenFree: (run: () => void) => () => void;
}

/** How long a follower's question keeps other followers waiting at most, in milliseconds. */
const SLOW = 1000;

export function turnsOf(): Turns {
  let leading = 0;
  let following = 0;
  const waiting = new Set<() => void>();
  const wake = () => {
    const all = [...waiting];
    waiting.clear();
    for (const run of all) run();
  };
  // One that has its answer may ask again at once; only after that is it clear who is next.
  const over = () => queueMicrotask(wake);
  return {
    lead: () => {
      leading++;
      return once(() => {
        leading--;
        if (leading === 0) over();
      });
    },
    follow: () => {
      following++;
      const done = once(() => {
        clearTimeout(slow);
        following--;
        over();
      });
      const slow = setTimeout(done, SLOW);
      return done;
    },
    mayFollow: (overdue) => following === 0 && (overdue || leading === 0),
    whenFree: (run) => {
      waiting.add(run);
      return () => waiting.delete(run);
    },
  };
}

function once(run: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    run();
  };
}
