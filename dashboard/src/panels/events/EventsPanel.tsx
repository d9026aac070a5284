import { useCallback, useState } from 'react';
import type { Event } from '../../model/answers';
import { instantOf } from '../../model/eventInstant';
import { playheadIndex, wantedPage } from '../../model/eventSpan';
import type { EventSpan } from '../../model/eventSpan';
import { countOf } from '../../model/format';
import { Panel } from '../../page/Panel';
import { VirtualList } from '../../parts/VirtualList';
import { useSceneAtPace, useStore } from '../../store';
import type { Store } from '../../store';
import { useFresh } from '../../wiring/useFresh';
import { useRested } from '../../wiring/useRested';
import { useEvents } from '../../wiring/useEvents';
import type { Events } from '../../wiring/useEvents';
import { EventDetail } from './EventDetail';
import { EventFilterBar } from './EventFilterBar';
import { EventRow } from './EventRow';
import './events.css';

/** What happened around the instant: before it above, after it below. */
export function EventsPanel() {
  const { answer, prepended, problem, refresh, extend, retry } = useEvents();
  const open = 'value' in answer && answer.value.after.kind === 'end';
  // What is recorded now can only lie behind the end of what is at hand.
  useFresh(useCallback(() => (open ? refresh() : undefined), [open, refresh]));
  const paint = useCallback(
    (span: EventSpan) => <List {...{ span, prepended, problem, extend, retry }} />,
    [prepended, problem, extend, retry],
  );
  return (
    <Panel
      area="events"
      title="Events"
      tools={<EventFilterBar />}
      answer={answer}
      refresh={refresh}
    >
      {paint}
    </Panel>
  );
}

const ROW = 22;
/** Rows from an end of the list at which the next page is asked for. */
const MARGIN = 40;
/** How often the list follows an instant that moves, in milliseconds. */
const PACE = 100;
/** How long rows stay in view before those beyond are asked for: flown by, they are not. */
const REST = 500;

interface Props extends Pick<Events, 'prepended' | 'problem' | 'extend' | 'retry'> {
  readonly span: EventSpan;
}

function List({ span, prepended, problem, extend, retry }: Props) {
  const store = useStore();
  const at = useSceneAtPace((scene) => scene.at, PACE);
  const [chosen, setChosen] = useState<Event>();
  const [cursor, setCursor] = useState<number>();
  const playhead = playheadIndex(span, at);
  const extendAround = useRested((first: number, last: number) => {
    const page = wantedPage(span, first, last, MARGIN);
    if (page !== undefined && problem === undefined) extend(page);
  }, REST);
  // Another span, or an end of the trouble, may want a page where the rows in view stay the same.
  const onVisible = useCallback(
    (first: number, last: number) => extendAround(first, last),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [span, problem, extendAround],
  );
  if (span.events.length === 0) {
    return (
      <p className="panel-note">
        No event matches, in all of the recorded history. Fewer filters show more.
      </p>
    );
  }
  return (
    <div className="events-parts">
      <VirtualList
        label="Events by time; Enter opens one and moves the playhead to it"
        role="listbox"
        count={span.events.length}
        rowHeight={ROW}
        idOf={(index) => span.events[index]?.id ?? String(index)}
        rowOf={(index) => {
          const event = span.events[index];
          return event && <EventRow event={event} />;
        }}
        stateOf={(index) => {
          const event = span.events[index];
          return {
            selected: event !== undefined && event.id === chosen?.id,
            className: `${index < playhead ? '' : 'events-later'}${event?.error === true ? ' events-failed' : ''}`,
          };
        }}
        cursor={cursor}
        onCursor={setCursor}
        onChoose={(index) => {
          const event = span.events[index];
          if (event === undefined) return;
          setChosen(event);
          open(store, event);
        }}
        anchor={{ index: playhead - 1, key: anchorOf(span, playhead) }}
        lineAt={{ index: playhead, content: <PlayheadLine /> }}
        prepended={prepended}
        onVisible={onVisible}
      />
      <footer className="events-foot">
        {edgeText(span)}
        {problem !== undefined && (
          <span role="alert">
            <span className="error">The next page could not be loaded.</span>{' '}
            <button type="button" className="small-button" onClick={retry}>
              Retry
            </button>
          </span>
        )}
      </footer>
      {chosen !== undefined && (
        <EventDetail
          event={chosen}
          onClose={() => setChosen(undefined)}
          onOpen={() => open(store, chosen)}
        />
      )}
    </div>
  );
}

/** Another text when the playhead stands between other events. */
const anchorOf = (span: EventSpan, playhead: number): string =>
  span.events[playhead - 1]?.id ?? 'before all';

const PlayheadLine = () => <span className="events-playhead" />;

function edgeText(span: EventSpan): string {
  const ends = [
    span.before.kind === 'end' ? 'from the first on' : '',
    span.after.kind === 'end' ? 'to the last' : '',
    span.before.kind === 'full' || span.after.kind === 'full'
      ? 'no more are kept: move the playhead to see others'
      : '',
  ].filter(Boolean);
  return [`${countOf(span.events.length, 'event')} loaded`, ...ends].join(', ');
}

/** Moves the playhead to the event and opens what it is about. */
function open(store: Store, event: Event): void {
  const at = instantOf(event);
  if (at !== undefined) store.dispatch({ type: 'jump', at });
  const { traceId, spanId } = event;
  switch (event.kind) {
    case 'entity-change':
      store.dispatch({ type: 'open-entity', service: event.service, entity: event.entity });
      return;
    case 'deployment':
      store.dispatch({ type: 'choose-service', service: event.service });
      store.dispatch({ type: 'choose-tab', tab: 'deployments' });
      return;
    case 'config-change':
      store.dispatch({ type: 'choose-service', service: event.service });
      store.dispatch({ type: 'choose-tab', tab: 'config' });
      return;
    case 'call':
    case 'log':
    case 'measurement':
    case 'signal':
      if (traceId !== undefined) store.dispatch({ type: 'open-trace', trace: { traceId, spanId } });
      return;
    default:
      event satisfies never;
  }
}
