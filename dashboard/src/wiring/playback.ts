/** Moves the instant while playing, once a frame. */
import { positionOf } from '../model/playback';
import type { Course } from '../model/playback';
import type { EpochNanos } from '../model/time';
import type { Store } from '../store';
import { now } from './address';
import { nearNow } from './live';

export function followPlayback(store: Store): void {
  let frame: number | undefined;
  let course: Course | undefined;
  let reached: EpochNanos | undefined;

  const tick = (millis: number) => {
    frame = undefined;
    const { playback, speed, at, history } = store.scene();
    if (playback.kind !== 'playing') {
      course = undefined;
      return;
    }
    const { direction } = playback;
    // Somebody else moved the instant, or the course was changed: go on from where it is.
    const same = course?.direction === direction && course.speed === speed && at === reached;
    if (course === undefined || !same)
      course = { from: at, startedMillis: millis, direction, speed };
    const position = positionOf(course, millis, history.kind === 'recorded' ? history : undefined);
    reached = position.at;
    store.dispatch({ type: 'point', at: position.at });
    if (position.arrived) {
      const caughtUp = direction > 0 && nearNow(position.at);
      store.dispatch(caughtUp ? { type: 'go-live', now: now() } : { type: 'pause' });
    } else soon();
  };
  const soon = () => {
    frame ??= requestAnimationFrame(tick);
  };
  store.subscribe(() => {
    if (store.scene().playback.kind === 'playing') soon();
  });
}
