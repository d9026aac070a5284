/** Knows how far recorded history reaches: asks at first, and now and then. */
import { ApiError } from '../api/client';
import { services } from '../api/timeline';
import type { History } from '../model/scene';
import { earlier, later, parseInstant } from '../model/time';
import type { EpochNanos } from '../model/time';
import type { Store } from '../store';
import { connection, connectionLost } from './connection';
import { announceFresh } from './fresh';

const EMPTY_PAUSE_MILLIS = 2000;
const PAUSE_MILLIS = 15_000;

export function followHistory(store: Store): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = () => {
    clearTimeout(timer);
    const before = store.scene().history;
    services(AbortSignal.timeout(20_000)).then(
      (items) => {
        const history = reachOf(items);
        store.dispatch({ type: 'history-known', history });
        if (before.kind === 'recorded' && history.kind === 'recorded') {
          if (history.last > before.last && store.scene().playback.kind !== 'live') announceFresh();
        }
        again(history.kind === 'empty' ? EMPTY_PAUSE_MILLIS : PAUSE_MILLIS);
      },
      (failure: unknown) => {
        if (failure instanceof ApiError && failure.problem.kind === 'unreachable') connectionLost();
        again(PAUSE_MILLIS);
      },
    );
  };
  const again = (pause: number) => {
    timer = setTimeout(() => (document.hidden ? again(pause) : ask()), pause);
  };
  connection.subscribe(() => {
    if (connection.get().kind === 'there') ask();
  });
  ask();
}

interface Reaching {
  readonly firstOccurredAt: string;
  readonly lastOccurredAt: string;
}

function reachOf(services: readonly Reaching[]): History {
  let first: EpochNanos | undefined;
  let last: EpochNanos | undefined;
  for (const service of services) {
    const from = parseInstant(service.firstOccurredAt);
    const to = parseInstant(service.lastOccurredAt);
    if (from === undefined || to === undefined) continue;
    first = first === undefined ? from : earlier(first, from);
    last = last === undefined ? to : later(last, to);
  }
  return first === undefined || last === undefined
    ? { kind: 'empty' }
    : { kind: 'recorded', first, last };
}
