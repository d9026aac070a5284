import { describe, expect, it } from 'vitest';
import { joinedShape } from './mapLayout';
import { edgeViews, nodeViews, shapeOf, shortName, titlesOf, type ServiceMap } from './mapScene';
import { after } from './testEvents';

const traffic = (calls: number, errors = 0, p95Nanos = 5e6) => ({
  calls,
  errors,
  callsPerSecond: calls / 60,
  errorRatio: calls === 0 ? 0 : errors / calls,
  p50Nanos: p95Nanos / 2,
  p95Nanos,
});

const service = (name: string, calls: number, errors = 0, p95Nanos?: number) => ({
  kind: 'service' as const,
  id: `s:${name}`,
  service: `shop/${name}`,
  version: '1.0.0',
  traffic: traffic(calls, errors, p95Nanos),
  entry: traffic(0),
  inFlight: 2,
  lastOccurredAt: after(0),
});

const edge = (
  from: string,
  to: string,
  calls: number,
  errors = 0,
  via: 'call' | 'message' = 'call',
) => ({
  from: `s:${from}`,
  to: `s:${to}`,
  via,
  standing: 'observed' as const,
  traffic: traffic(calls, errors),
  inferredCalls: 0,
  inFlight: 0,
});

const mapOf = (nodes: ServiceMap['nodes'], edges: ServiceMap['edges']): ServiceMap => ({
  at: after(0),
  windowNanos: 60e9,
  nodes,
  servicesTotal: nodes.length,
  outsidesTotal: 0,
  edges,
  edgesTotal: edges.length,
  callsLeftOut: false,
});

const later = mapOf(
  [service('order', 60), service('cart', 600, 60, 300e6)],
  [edge('order', 'cart', 60, 6)],
);

describe('A node of the map', () => {
  it('says how its service fared, in words as well', () => {
    const [, cart] = nodeViews(shapeOf(later), later, titlesOf(later));
    expect(cart).toMatchObject({ kind: 'service', title: 'cart', errors: '10 %', rate: '10.0/s' });
    expect(cart?.words).toBe(
      'shop/cart, version 1.0.0, failing: 10 % of 600 calls failed, 10.0/s, p95 300 ms, 2 in flight',
    );
  });

  it('is slow against what is usual over a longer stretch', () => {
    const now = mapOf([service('cart', 60, 0, 300e6)], []);
    const usual = mapOf([service('cart', 6_000, 0, 20e6)], []);
    const [cart] = nodeViews(shapeOf(now), now, titlesOf(now), usual);
    expect(cart?.kind === 'service' && cart.health.words).toBe('slow: p95 300 ms, usually 20.0 ms');
  });

  it('stays in its place, as not seen yet, before its service had any history', () => {
    const early = mapOf([service('order', 1)], []);
    const shape = joinedShape(shapeOf(later), shapeOf(early));
    const views = nodeViews(shape, early, titlesOf(later));
    expect(views.map((view) => [view.title, view.kind])).toEqual([
      ['order', 'service'],
      ['cart', 'absent'],
    ]);
  });

  it('of something outside says that only its callers tell of it', () => {
    const map = mapOf(
      [
        {
          kind: 'outside',
          id: 'o:1',
          category: 'database',
          system: 'postgresql',
          name: '',
          standing: 'inferred',
        },
      ],
      [],
    );
    const [node] = nodeViews(shapeOf(map), map, titlesOf(map));
    expect(node?.words).toBe('postgresql (postgresql): not recorded, its callers tell of it');
  });
});

describe('An edge of the map', () => {
  it('says how many calls went over it and how they fared', () => {
    const [line] = edgeViews(shapeOf(later), later, titlesOf(later));
    expect(line).toMatchObject({ kind: 'failing', label: '1.0/s · 10 %', rate: '1.0/s' });
    expect(line?.words).toBe('order calls cart: 60 calls, 1.0/s · 10 % failed, p95 5.00 ms');
  });

  it('is one line for calls and messages together, added up', () => {
    const map = mapOf(later.nodes, [
      edge('order', 'cart', 60),
      edge('order', 'cart', 30, 1, 'message'),
    ]);
    const lines = edgeViews(shapeOf(map), map, titlesOf(map));
    expect(lines.map((line) => [line.kind, line.label])).toEqual([['erring', '1.5/s · 1.1 %']]);
  });

  it('over which no call went in the window is quiet, not gone', () => {
    const [line] = edgeViews(shapeOf(later), mapOf(later.nodes, []), titlesOf(later));
    expect(line?.kind).toBe('quiet');
  });

  it('is thicker the more calls there are', () => {
    const thickness = (calls: number) =>
      edgeViews(shapeOf(later), mapOf(later.nodes, [edge('order', 'cart', calls)]), new Map())[0]
        ?.thickness ?? 0;
    expect(thickness(6_000)).toBeGreaterThan(thickness(60));
  });
});

describe('A short name', () => {
  it('leaves the namespace out', () => {
    expect([shortName('shop/cart'), shortName('cart')]).toEqual(['cart', 'cart']);
  });
});
