import type { components } from 'traversion-api';
import { countOf, durationText, percentText, rateText } from './format';
import { type Health, healthOf } from './health';
import { joinedShape, linkKey, type MapShape } from './mapLayout';

export type ServiceMap = components['schemas']['ServiceMap'];
export type MapNode = ServiceMap['nodes'][number];
export type MapEdge = ServiceMap['edges'][number];
type Traffic = MapEdge['traffic'];

/** A node of the layout as it stood at the instant; `absent`: it had no history by then. */
export type NodeView =
  | {
      readonly kind: 'service';
      readonly id: string;
      readonly service: string;
      readonly title: string;
      readonly version: string | undefined;
      readonly health: Health;
      readonly rate: string;
      readonly errors: string | undefined;
      readonly p95: string;
      readonly words: string;
    }
  | {
      readonly kind: 'outside';
      readonly id: string;
      readonly title: string;
      readonly system: string;
      readonly words: string;
    }
  | {
      readonly kind: 'absent';
      readonly id: string;
      readonly title: string;
      readonly words: string;
    };

/** An edge of the layout as it was; `quiet`: no call went over it in the window. */
export interface EdgeView {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly kind: 'failing' | 'erring' | 'ok' | 'quiet';
  /** Only the caller tells of it. */
  readonly inferred: boolean;
  readonly message: boolean;
  /** Pixels, by the order of magnitude of its calls. */
  readonly thickness: number;
  readonly label: string;
  /** The first part of the label; empty without calls. */
  readonly rate: string;
  readonly words: string;
}

/** The name without its namespace: the part that tells services of one system apart. */
export const shortName = (service: string): string => service.slice(service.lastIndexOf('/') + 1);

export function shapeOf(map: ServiceMap): MapShape {
  const edges = map.edges.map(({ from, to }) => ({ from, to }));
  return joinedShape({ nodes: [], edges: [] }, { nodes: map.nodes.map((node) => node.id), edges });
}

/** Names by node id, for nodes that an instant does not know. */
export function titlesOf(map: ServiceMap): Map<string, string> {
  return new Map(map.nodes.map((node) => [node.id, titleOf(node)]));
}

const titleOf = (node: MapNode): string =>
  node.kind === 'service'
    ? shortName(node.service)
    : node.name === ''
      ? (node.system ?? node.category)
      : node.name;

/** @param usual a map over a longer stretch of history, to tell slow from usual */
export function nodeViews(
  shape: MapShape,
  map: ServiceMap,
  titles: ReadonlyMap<string, string>,
  usual?: ServiceMap,
): NodeView[] {
  const nodes = new Map(map.nodes.map((node) => [node.id, node]));
  const usualNodes = new Map(usual?.nodes.map((node) => [node.id, node]));
  return shape.nodes.map((id) => {
    const node = nodes.get(id);
    if (node === undefined) {
      const title = titles.get(id) ?? id;
      return { kind: 'absent', id, title, words: `${title}: not seen by this instant` };
    }
    return node.kind === 'service'
      ? serviceView(node, map.windowNanos, usualNodes.get(id))
      : outsideView(node);
  });
}

function serviceView(
  node: Extract<MapNode, { kind: 'service' }>,
  windowNanos: number,
  usual: MapNode | undefined,
): NodeView {
  const { traffic, version, service, inFlight } = node;
  const usualP95 = usual?.kind === 'service' ? usual.traffic.p95Nanos : undefined;
  const health = healthOf({ ...traffic, windowNanos }, usualP95);
  const rate = rateText(traffic.callsPerSecond);
  const p95 = durationText(traffic.p95Nanos);
  const running = version === undefined ? 'version not known' : `version ${version}`;
  return {
    kind: 'service',
    id: node.id,
    service,
    title: shortName(service),
    version,
    health,
    rate,
    errors: traffic.errors > 0 ? percentText(traffic.errorRatio) : undefined,
    p95,
    words: `${service}, ${running}, ${health.words}, ${rate}, p95 ${p95}, ${inFlight} in flight`,
  };
}

function outsideView(node: Extract<MapNode, { kind: 'outside' }>): NodeView {
  const system = node.system ?? node.category;
  const address = node.address === undefined ? '' : ` at ${node.address}`;
  return {
    kind: 'outside',
    id: node.id,
    title: titleOf(node),
    system,
    words: `${titleOf(node)} (${system})${address}: not recorded, its callers tell of it`,
  };
}

/** Edges by who calls whom; what came by call and by message is one line. */
export function edgeViews(
  shape: MapShape,
  map: ServiceMap,
  titles: ReadonlyMap<string, string>,
): EdgeView[] {
  const byKey = new Map<string, MapEdge[]>();
  for (const edge of map.edges) {
    const key = linkKey(edge);
    byKey.set(key, [...(byKey.get(key) ?? []), edge]);
  }
  return shape.edges.map(({ from, to }) => {
    const key = linkKey({ from, to });
    const edges = byKey.get(key) ?? [];
    const name = `${titles.get(from) ?? from} calls ${titles.get(to) ?? to}`;
    return edgeView(key, from, to, edges, name, map.windowNanos);
  });
}

function edgeView(
  key: string,
  from: string,
  to: string,
  edges: readonly MapEdge[],
  name: string,
  windowNanos: number,
): EdgeView {
  const traffic = added(edges.map((edge) => edge.traffic));
  const inferred = edges.length > 0 && edges.every((edge) => edge.standing === 'inferred');
  const message = edges.length > 0 && edges.every((edge) => edge.via === 'message');
  if (traffic.calls === 0) {
    const words = `${name}: no calls in ${durationText(windowNanos)}`;
    return {
      key,
      from,
      to,
      kind: 'quiet',
      inferred,
      message,
      thickness: 1,
      label: '',
      rate: '',
      words,
    };
  }
  const ratio = traffic.errors / traffic.calls;
  const failed = traffic.errors > 0 ? ` · ${percentText(ratio)} failed` : '';
  const rate = rateText(traffic.callsPerSecond);
  const guess = inferred ? '; only the caller tells of it' : '';
  return {
    key,
    from,
    to,
    kind: ratio >= 0.05 ? 'failing' : traffic.errors > 0 ? 'erring' : 'ok',
    inferred,
    message,
    thickness: 1 + Math.min(4, Math.log10(1 + traffic.callsPerSecond * 10)),
    label: rate + (traffic.errors > 0 ? ` · ${percentText(ratio)}` : ''),
    rate,
    words: `${name}: ${countOf(traffic.calls, 'call')}, ${rate}${failed}, p95 ${durationText(traffic.p95Nanos)}${guess}`,
  };
}

type Added = Pick<Traffic, 'calls' | 'errors' | 'callsPerSecond' | 'p95Nanos'>;

/** The p95 of several is not known from theirs; the largest is its upper bound. */
function added(traffics: readonly Traffic[]): Added {
  return traffics.reduce<Added>(
    (sum, traffic) => ({
      calls: sum.calls + traffic.calls,
      errors: sum.errors + traffic.errors,
      callsPerSecond: sum.callsPerSecond + traffic.callsPerSecond,
      p95Nanos: Math.max(sum.p95Nanos, traffic.p95Nanos),
    }),
    { calls: 0, errors: 0, callsPerSecond: 0, p95Nanos: 0 },
  );
}
