import { describe, expect, test } from 'vitest';
import { at } from '../fixture/instants';
import { changeScene, isDeliberate, openingScene, windowOfHistory } from './scene';
import type { Action, Scene } from './scene';
import { epochNanos, plus, seconds } from './time';
import { contains, width } from './window';

const NOW = at('2026-11-23T03:46:12Z');
const opening = openingScene(NOW);
const after = (scene: Scene, ...actions: Action[]) => actions.reduce(changeScene, scene);

describe('the opening scene', () => {
  test('is live, with now in view near the right edge', () => {
    expect(opening.playback).toEqual({ kind: 'live' });
    expect(contains(opening.window, NOW)).toBe(true);
    expect(width(opening.window)).toBe(seconds(900));
  });
});

describe('pointing at an instant', () => {
  const earlier = at('2026-11-23T03:40:00.000000001Z');

  test('leaves live and keeps the window while the instant is in it', () => {
    const scene = after(opening, { type: 'point', at: earlier });
    expect(scene).toEqual({ ...opening, at: earlier, playback: { kind: 'paused' } });
  });

  test('does not interrupt playback', () => {
    const scene = after(opening, { type: 'play', direction: -1 }, { type: 'point', at: earlier });
    expect(scene.playback).toEqual({ kind: 'playing', direction: -1 });
  });

  test('moves the window when the instant leaves it, and never changes its width', () => {
    const beyond = at('2026-11-23T02:00:00Z');
    const scene = after(opening, { type: 'point', at: beyond });
    expect(contains(scene.window, beyond)).toBe(true);
    expect(width(scene.window)).toBe(width(opening.window));
  });

  test('at where it is changes nothing at all', () => {
    const paused = after(opening, { type: 'pause' });
    expect(changeScene(paused, { type: 'point', at: paused.at })).toBe(paused);
  });
});

describe('a jump', () => {
  test('stops what plays and brings the instant to the middle when it was out of view', () => {
    const far = at('2026-11-22T03:46:00Z');
    const scene = after(opening, { type: 'play', direction: 1 }, { type: 'jump', at: far });
    expect(scene.playback).toEqual({ kind: 'paused' });
    expect(scene.window).toEqual({
      from: at('2026-11-22T03:38:30Z'),
      to: at('2026-11-22T03:53:30Z'),
    });
  });
});

describe('live', () => {
  test('follows now', () => {
    const later = plus(NOW, seconds(60));
    const scene = after(opening, { type: 'now', now: later });
    expect(scene.at).toBe(later);
    expect(contains(scene.window, later)).toBe(true);
  });

  test('ends when the reader looks elsewhere, and time does not drag them back', () => {
    const past = at('2026-11-23T03:40:00Z');
    const scene = after(
      opening,
      { type: 'jump', at: past },
      { type: 'now', now: plus(NOW, seconds(5)) },
    );
    expect(scene.at).toBe(past);
  });
});

describe('choosing', () => {
  const order = after(
    opening,
    { type: 'choose-service', service: 'shop/order' },
    { type: 'open-entity', entity: { type: 'order', key: '42' } },
  );

  test('another service closes the entity, which was of the first', () => {
    const scene = after(order, { type: 'choose-service', service: 'shop/cart' });
    expect(scene.entity).toBeUndefined();
  });

  test('the same service again changes nothing', () => {
    expect(changeScene(order, { type: 'choose-service', service: 'shop/order' })).toBe(order);
  });

  test('an entity of another service chooses that service too', () => {
    const cart = { type: 'cart', key: '7' };
    const scene = after(order, { type: 'open-entity', entity: cart, service: 'shop/cart' });
    expect(scene).toMatchObject({ service: 'shop/cart', entity: cart });
  });

  test('a span without a trace means nothing', () => {
    expect(changeScene(order, { type: 'choose-span', spanId: 'f'.repeat(16) })).toBe(order);
  });
});

describe('comparing', () => {
  test('opens the diff, and leaves it when it ends', () => {
    const comparing = after(opening, { type: 'compare-with', at: NOW });
    expect(comparing).toMatchObject({ compareWith: NOW, tab: 'diff' });
    expect(after(comparing, { type: 'compare-with', at: undefined })).toMatchObject({
      compareWith: undefined,
      tab: 'entities',
    });
  });
});

describe('history', () => {
  const known = (first: string, last: string): Action => ({
    type: 'history-known',
    history: { kind: 'recorded', first: at(first), last: at(last) },
  });

  test('only grows', () => {
    const scene = after(
      opening,
      known('2026-11-23T01:00:00Z', '2026-11-23T03:00:00Z'),
      known('2026-11-23T02:00:00Z', '2026-11-23T03:30:00Z'),
    );
    expect(scene.history).toEqual({
      kind: 'recorded',
      first: at('2026-11-23T01:00:00Z'),
      last: at('2026-11-23T03:30:00Z'),
    });
  });

  test('goes on while something is recorded, once its beginning is known', () => {
    const newer: Action = { type: 'recorded-until', last: at('2026-11-23T03:46:00Z') };
    expect(after(opening, newer).history).toEqual({ kind: 'unknown' });
    const scene = after(opening, known('2026-11-23T01:00:00Z', '2026-11-23T03:00:00Z'), newer);
    expect(scene.history).toEqual({
      kind: 'recorded',
      first: at('2026-11-23T01:00:00Z'),
      last: at('2026-11-23T03:46:00Z'),
    });
  });

  test('fills a window with a little air, even when it is one event', () => {
    const scene = after(opening, known('2026-11-23T01:00:00Z', '2026-11-23T01:00:00Z'));
    const window = windowOfHistory(scene.history);
    expect(window !== undefined && contains(window, at('2026-11-23T01:00:00Z'))).toBe(true);
  });

  test('survives the back button', () => {
    const scene = after(opening, known('2026-11-23T01:00:00Z', '2026-11-23T03:00:00Z'));
    const restored = after(scene, { type: 'restore', scene: openingScene(epochNanos(0n)) });
    expect(restored.history).toBe(scene.history);
    expect(restored.at).toBe(0n);
  });
});

test('the back button undoes what was done on purpose, not each pixel of a drag', () => {
  expect(isDeliberate({ type: 'jump', at: NOW })).toBe(true);
  expect(isDeliberate({ type: 'open-entity', entity: undefined })).toBe(true);
  expect(isDeliberate({ type: 'point', at: NOW })).toBe(false);
  expect(isDeliberate({ type: 'show-window', window: opening.window })).toBe(false);
});

describe('another choice', () => {
  test('forgets who set what with the entity, and the search with the service', () => {
    const cart = { type: 'cart', key: '1' };
    const start = { ...openingScene(NOW), service: 'shop/cart', entity: cart };
    const shown = changeScene(start, { type: 'show-blame', shown: true });
    expect(changeScene(shown, { type: 'open-entity', entity: { ...cart } }).blame).toBe(true);
    expect(changeScene(shown, { type: 'open-entity', entity: { ...cart, key: '2' } }).blame).toBe(
      false,
    );
    const searched = changeScene(shown, { type: 'search-entities', search: 'ada' });
    expect(searched.search).toBe('ada');
    const other = changeScene(searched, { type: 'choose-service', service: 'shop/order' });
    expect([other.search, other.blame]).toEqual(['', false]);
  });
});
