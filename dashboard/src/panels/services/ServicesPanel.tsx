import { useCallback, useMemo, useState } from 'react';
import { events } from '../../api/events';
import type { EventsOfWindow } from '../../api/events';
import { systemState } from '../../api/state';
import type { Schemas } from '../../api/client';
import { recentWindow } from '../../model/orientation';
import { serviceRows } from '../../model/serviceRows';
import type { EventKind, Scene } from '../../model/scene';
import { parseInstant } from '../../model/time';
import type { EpochNanos } from '../../model/time';
import { useObservable } from '../../observable';
import { Panel } from '../../page/Panel';
import { VirtualList } from '../../parts/VirtualList';
import { useStore } from '../../store';
import { useAnswer } from '../../wiring/useAnswer';
import { useFresh } from '../../wiring/useFresh';
import { usualMap } from '../../wiring/usualMap';
import { HeaderRow, Row } from './ServiceLine';
import { Orientation } from './Orientation';
import type { Changes } from './Orientation';
import './services.css';

const atInstant = ({ at }: Scene) => ({ at });

const CHANGES: readonly EventKind[] = ['deployment', 'config-change'];

const around = ({ at }: Scene): EventsOfWindow => ({
  ...recentWindow(at),
  order: 'desc',
  limit: 500,
  kinds: CHANGES,
  errorsOnly: false,
  service: undefined,
});

/** All services at the instant, the worst first, while none is chosen. */
export function ServicesPanel() {
  const { answer, refresh } = useAnswer(systemState, atInstant);
  const changes = useAnswer(events, around);
  useFresh(changes.refresh);
  const changed = changes.answer;
  const paint = useCallback(
    (state: Schemas['SystemState'], { at }: { readonly at: EpochNanos }) => (
      <Services state={state} at={parseInstant(state.at) ?? at} changes={changed} />
    ),
    [changed],
  );
  return (
    <Panel
      area="service"
      title="All services"
      tools={<span className="dim services-note">choose one to see inside</span>}
      answer={answer}
      refresh={refresh}
    >
      {paint}
    </Panel>
  );
}

interface Props {
  readonly state: Schemas['SystemState'];
  readonly at: EpochNanos;
  readonly changes: Changes;
}

function Services({ state, at, changes }: Props) {
  const store = useStore();
  const usual = useObservable(usualMap);
  const [cursor, setCursor] = useState<number>();
  const rows = useMemo(() => serviceRows(state.items, at, usual), [state, at, usual]);
  const choose = useCallback(
    (service: string) => store.dispatch({ type: 'choose-service', service }),
    [store],
  );
  if (rows.length === 0) {
    return <p className="panel-note">No service had been seen by this instant.</p>;
  }
  return (
    <div className="services-parts">
      <Orientation rows={rows} at={at} changes={changes} onChoose={choose} />
      <HeaderRow />
      <VirtualList
        label="Services at this instant, the worst first; Enter chooses one"
        role="listbox"
        count={rows.length}
        rowHeight={26}
        idOf={(index) => rows[index]?.service ?? String(index)}
        rowOf={(index) => {
          const row = rows[index];
          return row && <Row row={row} />;
        }}
        cursor={cursor}
        onCursor={setCursor}
        onChoose={(index) => {
          const row = rows[index];
          if (row !== undefined) choose(row.service);
        }}
      />
      {state.next !== undefined && (
        <footer className="services-foot">the first {rows.length} services by name</footer>
      )}
    </div>
  );
}
