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
  /** By `linkKey`. */
  readonly edges: ReadonlyMap<string, EdgePlace>;
}

export interface EdgePlace {
  /** Corners from the border of the caller to that of the callee. */
  readonly points: readonly Point[];
  /** The middle of its label. */
  readonly label: Point;
}

export const NODE_WIDTH = 148;
export const NODE_HEIGHT = 62;
/** Room that is kept for the text on an edge. */
const LABEL = { width: 56, height: 16, labelpos: 'c' };

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

/** Islands are put beside each other up to this width; the panel is higher than it is wide. */
const SHELF_WIDTH = 440;
const MARGIN = 12;
const ISLAND_GAP = 30;

/**
 * Callers above callees: each island of services that call each other is layered by itself (after
 * Sugiyama, by dagre), then the islands are put on shelves, the largest first. The same set of nodes
 * and edges gives the same picture, whatever order they come in.
 */
export function layoutMap(shape: MapShape): MapLayout {
  const nodes = new Map<string, Point>();
  const edges = new Map<string, EdgePlace>();
  const shelf = { x: MARGIN, y: MARGIN, height: 0 };
  let [right, bottom] = [0, 0];
  for (const island of islandsOf(shape)) {
    const picture = layer(island);
    if (shelf.x > MARGIN && shelf.x + picture.width > SHELF_WIDTH) {
      shelf.x = MARGIN;
      shelf.y += shelf.height + ISLAND_GAP;
      shelf.height = 0;
    }
    const moved = ({ x, y }: Point): Point => ({ x: x + shelf.x, y: y + shelf.y });
    for (const [id, place] of picture.nodes) nodes.set(id, moved(place));
    for (const [key, { points, label }] of picture.edges) {
      edges.set(key, { points: points.map(moved), label: moved(label) });
    }
    right = Math.max(right, shelf.x + picture.width);
    bottom = Math.max(bottom, shelf.y + picture.height);
    shelf.x += picture.width + ISLAND_GAP;
    shelf.height = Math.max(shelf.height, picture.height);
  }
  return { width: right + MARGIN, height: bottom + MARGIN, nodes, edges };
}

/** Parts that no edge joins, the largest first, those of one size by name. */
function islandsOf(shape: MapShape): MapShape[] {
  const neighbours = new Map<string, string[]>(shape.nodes.map((node) => [node, []]));
  for (const { from, to } of shape.edges) {
    neighbours.get(from)?.push(to);
    neighbours.get(to)?.push(from);
  }
  const islands: MapShape[] = [];
  const reached = new Set<string>();
  for (const start of [...shape.nodes].sort()) {
    if (reached.has(start)) continue;
    const nodes = new Set([start]);
    for (const node of nodes) {
      for (const next of neighbours.get(node) ?? []) nodes.add(next);
    }
    for (const node of nodes) reached.add(node);
    const edges = shape.edges.filter((edge) => nodes.has(edge.from));
    islands.push({ nodes: [...nodes], edges });
  }
  return islands.sort((a, b) => b.nodes.length - a.nodes.length);
}

function layer(island: MapShape): MapLayout {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 20, edgesep: 10, ranksep: 26 });
  for (const node of [...island.nodes].sort()) {
    graph.setNode(node, { width: NODE_WIDTH, height: NODE_HEIGHT });
  }
  // A service that calls itself has a mark at its box: a loop would only widen the picture.
  const edges = [...island.edges]
    .filter(({ from, to }) => from !== to)
    .sort((a, b) => (linkKey(a) < linkKey(b) ? -1 : 1));
  for (const edge of edges) graph.setEdge(edge.from, edge.to, { ...LABEL });
  layout(graph);
  const { width, height } = graph.graph() as { width: number; height: number };
  return {
    width,
    height,
    nodes: new Map(island.nodes.map((id) => [id, pointOf(graph.node(id) as Point)])),
    edges: new Map(
      edges.map((edge) => {
        const { points, x, y } = graph.edge(edge.from, edge.to) as Point & { points: Point[] };
        return [linkKey(edge), { points: points.map(pointOf), label: { x, y } }];
      }),
    ),
  };
}

const pointOf = ({ x, y }: Point): Point => ({ x, y });

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
