/** While live: the instant follows now, and panels hear of what is new, both at a bounded rate. */
import { watchLive } from '../api/live';
import { epochNanos, minus, seconds } from '../model/time';
import type { EpochNanos } from '../model/time';
import type { Store } from '../store';
import { now } from './address';
import { connection, connectionLost } from './connection';
import { announceFresh } from './fresh';

const BEAT_MILLIS = 1000;
/** A clock of a service may be ahead; further ahead it does not stretch the time line. */
const AHEAD = seconds(60);

export function followLive(store: Store): void {
  let watching: { stop: () => void; beat: ReturnType<typeof setInterval> } | undefined;

  const start = () => {
    let newest: EpochNanos | undefined;
    let silent = 0;
    const stop = watchLive({
      recorded: (last) => {
        if (newest === undefined || last > newest) newest = last;
      },
      broken: () => {
        silent++;
        // One break is a node that restarts or a proxy that tidies up; the browser tries again.
        if (silent > 1) connectionLost();
      },
    });
    const beat = setInterval(() => {
      const present = now();
      if (newest !== undefined) {
        silent = 0;
        const last = newest < present + AHEAD ? newest : present;
        store.dispatch({ type: 'recorded-until', last: epochNanos(last) });
        newest = undefined;
        if (!document.hidden) announceFresh();
      }
      if (connection.get().kind === 'there') store.dispatch({ type: 'now', now: present });
    }, BEAT_MILLIS);
    watching = { stop, beat };
  };

  const follow = () => {
    const wanted = store.scene().playback.kind === 'live' && connection.get().kind === 'there';
    if (wanted && watching === undefined) start();
    else if (!wanted && watching !== undefined) {
      watching.stop();
      clearInterval(watching.beat);
      watching = undefined;
    }
  };
  store.subscribe(follow);
  connection.subscribe(follow);
  follow();
}

/** Whether the reader is at the end of what is recorded, or so close that it is the same. */
export const nearNow = (at: EpochNanos): boolean => at > minus(now(), seconds(5));
