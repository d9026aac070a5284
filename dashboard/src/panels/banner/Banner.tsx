import { useEffect } from 'react';
import { dayText, timeOfDay } from '../../model/clock';
import type { Scene } from '../../model/scene';
import { toEpochMillis } from '../../model/time';
import { wallClockAt } from '../../model/zone';
import { useObservable } from '../../observable';
import { useZone } from '../../preferences';
import { useScene, useStore } from '../../store';
import { connection, tryNow } from '../../wiring/connection';
import { notice } from '../../wiring/notices';
import { useNow } from '../../wiring/useNow';
import './banner.css';

/** What holds for the whole page: the connection is lost, nothing was recorded yet then. */
export function Banner() {
  const state = useObservable(connection);
  const before = useScene(isBeforeHistory);
  if (state.kind === 'lost') return <Lost nextTryAt={state.nextTryAt} />;
  return before ? <Before /> : null;
}

const isBeforeHistory = ({ at, history }: Scene) =>
  history.kind === 'recorded' && at < history.first;

function Lost({ nextTryAt }: { nextTryAt: number }) {
  const present = toEpochMillis(useNow());
  const seconds = Math.max(0, Math.ceil((nextTryAt - present) / 1000));
  return (
    <div className="banner banner-lost" role="alert">
      <strong>The node does not answer.</strong> What you see is what it said last.
      <span className="dim"> Trying again {seconds === 0 ? 'now' : `in ${seconds} s`}.</span>
      <button type="button" onClick={tryNow}>
        Try now
      </button>
    </div>
  );
}

function Before() {
  const store = useStore();
  const zone = useZone();
  const history = useScene((scene) => scene.history);
  if (history.kind !== 'recorded') return null;
  const { first } = history;
  return (
    <div className="banner banner-before" role="status">
      <strong>Nothing was recorded yet at this instant.</strong> History begins{' '}
      <span className="mono">
        {dayText(wallClockAt(first, zone))}, {timeOfDay(first, zone)}
      </span>
      .
      <button type="button" onClick={() => store.dispatch({ type: 'jump', at: first })}>
        Go there
      </button>
    </div>
  );
}

/** What came of a step or a key, for a moment. */
export function Notice() {
  const text = useObservable(notice);
  useEffect(() => () => notice.set(''), []);
  return (
    <div className="notice" role="status" data-shown={text !== ''}>
      {text}
    </div>
  );
}
