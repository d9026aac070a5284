import { useCallback, useEffect, useMemo, useState } from 'react';
import { serviceMap } from '../../api/map';
import { EMPTY_SHAPE, joinedShape, layoutMap } from '../../model/mapLayout';
import type { MapShape } from '../../model/mapLayout';
import { edgeViews, nodeViews, shapeOf, titlesOf } from '../../model/mapScene';
import type { ServiceMap } from '../../model/mapScene';
import type { Scene } from '../../model/scene';
import { epochNanos } from '../../model/time';
import { Panel } from '../../page/Panel';
import { useAnswer } from '../../wiring/useAnswer';
import { usualMap } from '../../wiring/usualMap';
import { MapPicture } from './MapPicture';
import './map.css';

const atInstant = ({ at }: Scene) => ({ at, window: '60s' });

/**
 * A longer stretch before the end of what is recorded, for the layout and for what is usual. It
 * costs the node more than an instant does: so it is asked when the first map is there, and again
 * only when the end of history has passed the next ten minutes.
 */
const overHistory = ({ history }: Scene) =>
  history.kind === 'recorded'
    ? { at: epochNanos((history.last / TEN_MINUTES + 1n) * TEN_MINUTES), window: '20m' }
    : undefined;

const TEN_MINUTES = 600_000_000_000n;
const nothing = () => undefined;

/** Who called whom in the minute before the instant, and how each fared. */
export function MapPanel() {
  const { answer, refresh } = useAnswer(serviceMap, atInstant);
  const usual = useAnswer(serviceMap, 'value' in answer ? overHistory : nothing).answer;
  const known = 'value' in usual ? usual.value : undefined;
  useEffect(() => usualMap.set(known), [known]);
  const paint = useCallback((map: ServiceMap) => <MapOf map={map} usual={known} />, [known]);
  return (
    <Panel
      area="map"
      title="Service map"
      tools={<span className="dim map-window">the minute before</span>}
      answer={answer}
      refresh={refresh}
    >
      {paint}
    </Panel>
  );
}

/**
 * The layout is that of all services and calls that were ever seen, here or towards the end
 * of history, so moving the instant moves no node.
 */
function MapOf({ map, usual }: { map: ServiceMap; usual: ServiceMap | undefined }) {
  const shape = useSeen(map, usual);
  const layout = useMemo(() => layoutMap(shape), [shape]);
  const titles = useTitles(map, usual);
  const nodes = useMemo(() => nodeViews(shape, map, titles, usual), [shape, map, titles, usual]);
  const edges = useMemo(() => edgeViews(shape, map, titles), [shape, map, titles]);
  if (nodes.length === 0) {
    return <p className="panel-note">No service had been seen by this instant.</p>;
  }
  return <MapPicture layout={layout} nodes={nodes} edges={edges} leftOut={leftOut(map)} />;
}

function useSeen(map: ServiceMap, usual: ServiceMap | undefined): MapShape {
  const [seen, setSeen] = useState(EMPTY_SHAPE);
  const withUsual = usual === undefined ? seen : joinedShape(seen, shapeOf(usual));
  const shape = joinedShape(withUsual, shapeOf(map));
  if (shape !== seen) setSeen(shape);
  return shape;
}

function useTitles(map: ServiceMap, usual: ServiceMap | undefined): ReadonlyMap<string, string> {
  return useMemo(
    () => new Map([...(usual === undefined ? [] : titlesOf(usual)), ...titlesOf(map)]),
    [map, usual],
  );
}

function leftOut(map: ServiceMap): string | undefined {
  const services = map.nodes.filter((node) => node.kind === 'service').length;
  if (map.servicesTotal > services)
    return `the ${services} busiest of ${map.servicesTotal} services`;
  if (map.callsLeftOut) return 'the newest calls only: there were too many to join';
  return undefined;
}
