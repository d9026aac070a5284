import { describe, expect, it } from 'vitest';
import {
  EMPTY_SHAPE,
  joinedShape,
  layoutMap,
  linkKey,
  NODE_HEIGHT,
  NODE_WIDTH,
  smoothPath,
  type MapShape,
} from './mapLayout';

const shape = (...links: string[]): MapShape =>
  joinedShape(EMPTY_SHAPE, {
    nodes: [],
    edges: links.map((link) => {
      const [from = '', to = ''] = link.split('>');
      return { from, to };
    }),
  });

const shop = shape(
  'gateway>catalog',
  'gateway>cart',
  'gateway>order',
  'cart>catalog',
  'order>cart',
  'order>payment',
);

describe('The layout of the service map', () => {
  it('puts callers above the services they call', () => {
    const { nodes } = layoutMap(shop);
    for (const { from, to } of shop.edges) {
      expect(nodes.get(from)?.y).toBeLessThan(nodes.get(to)?.y ?? 0);
    }
  });

  it('lets no two nodes overlap and keeps all within its size', () => {
    const { nodes, width, height } = layoutMap(shop);
    const points = [...nodes.values()];
    for (const [i, a] of points.entries()) {
      expect(a.x - NODE_WIDTH / 2).toBeGreaterThanOrEqual(0);
      expect(a.x + NODE_WIDTH / 2).toBeLessThanOrEqual(width);
      expect(a.y + NODE_HEIGHT / 2).toBeLessThanOrEqual(height);
      for (const b of points.slice(i + 1)) {
        const apart = Math.abs(a.x - b.x) >= NODE_WIDTH || Math.abs(a.y - b.y) >= NODE_HEIGHT;
        expect(apart).toBe(true);
      }
    }
  });

  it('is the same whatever order nodes and edges come in', () => {
    const turned = { nodes: [...shop.nodes].reverse(), edges: [...shop.edges].reverse() };
    const [a, b] = [layoutMap(shop), layoutMap(turned)];
    for (const node of shop.nodes) expect(b.nodes.get(node)).toEqual(a.nodes.get(node));
  });

  it('stands loops of calls, calls to oneself, and nodes that nobody calls', () => {
    const odd = joinedShape(shape('a>b', 'b>a', 'a>a'), { nodes: ['lonely'], edges: [] });
    const { nodes, edges } = layoutMap(odd);
    expect([...nodes.keys()].sort()).toEqual(['a', 'b', 'lonely']);
    expect(edges.has(linkKey({ from: 'b', to: 'a' }))).toBe(true);
    expect(edges.has(linkKey({ from: 'a', to: 'a' }))).toBe(false);
  });

  it('puts islands below each other rather than into one long row', () => {
    const alone = Array.from({ length: 12 }, (_, i) => `service-${String(i)}`);
    const { width, height } = layoutMap({ nodes: alone, edges: [] });
    expect(height).toBeGreaterThan(width * 0.5);
  });

  it('of nothing is empty', () => {
    expect(layoutMap(EMPTY_SHAPE).nodes.size).toBe(0);
  });
});

describe('The shape that is laid out', () => {
  it('is the very same value when an instant brings nothing new, so that nothing moves', () => {
    expect(joinedShape(shop, shape('order>payment'))).toBe(shop);
  });

  it('grows by what an instant brings', () => {
    const grown = joinedShape(shop, shape('payment>bank'));
    expect(grown.nodes).toContain('bank');
    expect(grown.edges).toHaveLength(shop.edges.length + 1);
  });
});

describe('The line of an edge', () => {
  it('goes from its first corner to its last', () => {
    expect(
      smoothPath([
        { x: 0, y: 0 },
        { x: 10, y: 10 },
        { x: 0, y: 20 },
      ]),
    ).toBe('M0.0,0.0Q10.0,10.0 5.0,15.0L0.0,20.0');
  });
});
