import { Graph, layout } from '@dagrejs/dagre';

export interface MapShape {
  readonly nodes: readonly string[];
  readonly edges: readonly MapLink[];
}

/** From the caller to the callee, by node id. */
export interface MapLink {
  readonly from: string;
  readonly to: string;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where everything is, in pixels; nodes by their centre. */
export interface MapLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: ReadonlyMap<string, Point>;
  /** Corners of each edge, from the border of the caller to that of the callee, by `linkKey`. */
  readonly edges: ReadonlyMap<string, readonly Point[]>;
}

export const NODE_WIDTH = 148;
export const NODE_HEIGHT = 62;

export const linkKey = (link: MapLink): string => JSON.stringify([link.from, link.to]);

/**
 * Both shapes in one. A map is laid out from all that was ever seen, never from one instant, so that
 * moving the instant moves no node; the same value comes back when nothing was added.
 */
export function joinedShape(known: MapShape, seen: MapShape): MapShape {
  const nodes = new Set(known.nodes);
  const edges = new Map(known.edges.map((edge) => [linkKey(edge), edge]));
  const before = nodes.size + edges.size;
  for (const node of seen.nodes) nodes.add(node);
  for (const edge of seen.edges) {
    if (!edges.has(linkKey(edge))) edges.set(linkKey(edge), { from: edge.from, to: edge.to });
    nodes.add(edge.from);
    nodes.add(edge.to);
  }
  return nodes.size + edges.size === before
    ? known
    : { nodes: [...nodes], edges: [...edges.values()] };
}

export const EMPTY_SHAPE: MapShape = { nodes: [], edges: [] };

/**
 * Callers above callees (layered, after Sugiyama, by dagre). The same set of nodes and edges gives
 * the same picture, whatever order they come in.
 */
export function layoutMap(shape: MapShape): MapLayout {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 24, ranksep: 56, marginx: 12, marginy: 12 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of [...shape.nodes].sort()) {
    graph.setNode(node, { width: NODE_WIDTH, height: NODE_HEIGHT });
  }
  const edges = [...shape.edges].sort((a, b) => (linkKey(a) < linkKey(b) ? -1 : 1));
  for (const edge of edges) {
    // A service that calls itself is shown on its node: a loop would only widen the picture.
    if (edge.from !== edge.to) graph.setEdge(edge.from, edge.to);
  }
  layout(graph);
  return read(graph, shape, edges);
}

function read(graph: Graph, shape: MapShape, edges: readonly MapLink[]): MapLayout {
  const nodes = new Map<string, Point>();
  for (const id of shape.nodes) {
    const { x, y } = graph.node(id) as Point;
    nodes.set(id, { x, y });
  }
  const corners = new Map<string, readonly Point[]>();
  for (const edge of edges) {
    if (edge.from !== edge.to) {
      const { points } = graph.edge(edge.from, edge.to) as { points: Point[] };
      corners.set(
        linkKey(edge),
        points.map(({ x, y }) => ({ x, y })),
      );
    }
  }
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width: Number.isFinite(width) ? width : 0,
    height: Number.isFinite(height) ? height : 0,
    nodes,
    edges: corners,
  };
}

/** A smooth line through the corners, as the `d` of an SVG path. */
export function smoothPath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let path = `M${at(first)}`;
  for (const [i, point] of rest.entries()) {
    const next = rest[i + 1];
    path += next === undefined ? `L${at(point)}` : `Q${at(point)} ${at(middle(point, next))}`;
  }
  return path;
}

const at = ({ x, y }: Point): string => `${x.toFixed(1)},${y.toFixed(1)}`;
const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
