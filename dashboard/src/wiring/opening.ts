/** Where the page opens for somebody who names no instant. */
import { minus, seconds } from '../model/time';
import { windowOfHistory } from '../model/scene';
import { width } from '../model/window';
import type { Store } from '../store';
import { now } from './address';

/** History that ended longer ago than this is not being added to. */
const STILL_RECORDING = seconds(120);
/** History that is no longer than this is shown whole. */
const WHOLE = seconds(3600);

/** Live where something is being recorded; else at the end of what was, which live would miss. */
export function openAtEnd(store: Store, query: string): void {
  if (new URLSearchParams(query).has('at') || new URLSearchParams(query).has('live')) return;
  const stop = store.subscribe(() => {
    const { history, playback } = store.scene();
    if (history.kind === 'unknown' || history.kind === 'empty') return;
    stop();
    if (playback.kind !== 'live') return;
    const whole = windowOfHistory(history);
    if (history.last < minus(now(), STILL_RECORDING)) {
      store.dispatch({ type: 'point', at: history.last });
    }
    if (whole !== undefined && width(whole) <= WHOLE) {
      store.dispatch({ type: 'show-window', window: whole });
    }
  });
}
