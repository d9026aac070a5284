import { describe, expect, test } from 'vitest';
import { at } from '../fixture/instants';
import { chanceOf } from '../fixture/seeded';
import type { Chance } from '../fixture/seeded';
import { EVENT_KINDS, TABS, openingScene } from './scene';
import type { Scene } from './scene';
import { epochNanos } from './time';
import { sceneFromQuery, sceneToQuery } from './url';
import { windowBetween } from './window';

const NOW = at('2026-11-23T03:46:12.345678901Z');
const ODD = 'aZ0 -_.~/%?&=+#"\'<>\\:;,@äß漢😀\n';

const instant = (chance: Chance) => epochNanos(chance.nanos(NOW - 10n ** 17n, NOW + 10n ** 12n));

function anyScene(chance: Chance): Scene {
  const shown = instant(chance);
  const live = chance.next() < 0.2;
  return {
    ...openingScene(NOW),
    at: live ? NOW : shown,
    window: windowBetween(instant(chance), instant(chance)),
    playback: live ? { kind: 'live' } : { kind: 'paused' },
    speed: chance.oneOf([1, 0.1, 2.5, 600]),
    service: chance.maybe(() => chance.text(ODD, 20)),
    tab: chance.oneOf(TABS),
    entity: chance.maybe(() => ({ type: chance.text(ODD, 12), key: chance.text(ODD, 40) })),
    blame: chance.next() < 0.5,
    search: chance.next() < 0.5 ? '' : chance.text(ODD, 20),
    trace: chance.maybe(() => ({
      traceId: chance.text('0123456789abcdef', 1).repeat(32),
      spanId: chance.maybe(() => chance.text('0123456789abcdef', 1).repeat(16)),
    })),
    compareWith: chance.maybe(() => instant(chance)),
    filters: {
      kinds: EVENT_KINDS.filter(() => chance.next() < 0.4),
      errorsOnly: chance.next() < 0.5,
      chosenServiceOnly: chance.next() < 0.5,
    },
  };
}

describe('the address', () => {
  test.each(Array.from({ length: 200 }, (_, index) => 20_260_101 + index))(
    'gives back the very scene that was put into it (seed %i)',
    (seed) => {
      const scene = anyScene(chanceOf(seed));
      expect(sceneFromQuery(`?${sceneToQuery(scene)}`, NOW)).toEqual(scene);
    },
  );

  test('is short and readable where nothing is chosen', () => {
    const scene = { ...openingScene(NOW), playback: { kind: 'paused' as const } };
    expect(sceneToQuery(scene)).toBe(
      'at=2026-11-23T03:46:12.345678901Z&from=2026-11-23T03:31:57.345678901Z&to=2026-11-23T03:46:57.345678901Z',
    );
  });

  test('without an instant means live', () => {
    expect(sceneFromQuery('', NOW)).toEqual(openingScene(NOW));
  });

  test('with an instant and no window shows a quarter of an hour around it', () => {
    const { window } = sceneFromQuery('?at=2026-01-01T12:00:00Z', NOW);
    expect(window).toEqual({ from: at('2026-01-01T11:52:30Z'), to: at('2026-01-01T12:07:30Z') });
  });

  test('that makes no sense opens the page all the same', () => {
    const query =
      '?at=yesterday&from=1&to=2&tab=x&entity=noslash&trace=123&b=never&kinds=a,b&speed=-1&errors=7';
    expect(sceneFromQuery(query, NOW)).toEqual(openingScene(NOW));
  });

  test('never asks for playback to start by itself', () => {
    const playing: Scene = {
      ...openingScene(NOW),
      playback: { kind: 'playing', direction: -1 },
    };
    expect(sceneFromQuery(sceneToQuery(playing), NOW).playback).toEqual({ kind: 'paused' });
  });
});
