import { Banner, Notice } from '../panels/banner/Banner';
import { Empty } from '../panels/banner/Empty';
import { EntityPanel } from '../panels/entity/EntityPanel';
import { EventsPanel } from '../panels/events/EventsPanel';
import { HeaderPanel } from '../panels/header/HeaderPanel';
import { HelpDialog } from '../panels/help/HelpDialog';
import { MapPanel } from '../panels/map/MapPanel';
import { ServicePanel } from '../panels/service/ServicePanel';
import { TimelinePanel } from '../panels/timeline/TimelinePanel';
import { TracePanel } from '../panels/trace/TracePanel';
import { useScene } from '../store';
import './page.css';

/** The one screen: areas, and which of them are open. */
export function Page() {
  const empty = useScene((scene) => scene.history.kind === 'empty');
  return (
    <main className="page">
      <HeaderPanel />
      <TimelinePanel />
      <Banner />
      {empty ? <Empty /> : <Panels />}
      <HelpDialog />
      <Notice />
    </main>
  );
}

function Panels() {
  const entity = useScene((scene) => scene.entity);
  const service = useScene((scene) => scene.service);
  const trace = useScene((scene) => scene.trace);
  return (
    <>
      <MapPanel />
      <ServicePanel />
      {entity !== undefined && service !== undefined && (
        <EntityPanel
          key={`${service} ${entity.type}/${entity.key}`}
          service={service}
          entity={entity}
        />
      )}
      <EventsPanel />
      {trace !== undefined && <TracePanel key={trace.traceId} traceId={trace.traceId} />}
    </>
  );
}
