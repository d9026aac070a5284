/**
 * The scene in the address bar: absolute and exact, so that a colleague who opens the link sees the
 * same picture. What stands at its default is left out.
 */
import { EVENT_KINDS, NO_FILTERS, TABS, openingScene } from './scene';
import type { EntityRef, EventFilters, Scene, Tab, TraceRef } from './scene';
import { formatInstant, parseInstant, plus, seconds } from './time';
import type { EpochNanos } from './time';
import { centredOn, windowBetween } from './window';
import type { Window } from './window';

/** The query of the scene's address, without the question mark. */
export function sceneToQuery(scene: Scene): string {
  const query = new URLSearchParams();
  const put = (name: string, value: string | undefined) => {
    if (value !== undefined && value !== '') query.set(name, value);
  };
  if (scene.playback.kind === 'live') put('live', '1');
  else put('at', formatInstant(scene.at));
  put('from', formatInstant(scene.window.from));
  put('to', formatInstant(scene.window.to));
  put('service', scene.service);
  put('tab', scene.tab === 'entities' ? undefined : scene.tab);
  put('entity', scene.entity === undefined ? undefined : entityPath(scene.entity));
  put('blame', scene.blame ? '1' : undefined);
  put('find', scene.search);
  put('trace', scene.trace?.traceId);
  put('span', scene.trace?.spanId);
  put('b', scene.compareWith === undefined ? undefined : formatInstant(scene.compareWith));
  put('kinds', scene.filters.kinds.join(','));
  put('errors', scene.filters.errorsOnly ? '1' : undefined);
  put('only', scene.filters.chosenServiceOnly ? '1' : undefined);
  put('speed', scene.speed === 1 ? undefined : String(scene.speed));
  return query.toString().replaceAll('%3A', ':').replaceAll('%2F', '/').replaceAll('%2C', ',');
}

/** What is missing or cannot be understood stands at its default; nothing in a link is fatal. */
export function sceneFromQuery(query: string, now: EpochNanos): Scene {
  const given = new URLSearchParams(query);
  const opening = openingScene(now);
  const at = instant(given, 'at');
  const live = given.get('live') === '1' || at === undefined;
  const shown = live ? now : at;
  return {
    ...opening,
    at: shown,
    window: windowFrom(given) ?? (live ? opening.window : around(shown)),
    playback: live ? { kind: 'live' } : { kind: 'paused' },
    speed: speedFrom(given),
    service: given.get('service') ?? undefined,
    tab: tabFrom(given),
    entity: entityFrom(given),
    blame: given.get('blame') === '1',
    search: given.get('find') ?? '',
    trace: traceFrom(given),
    compareWith: instant(given, 'b'),
    filters: filtersFrom(given),
  };
}

const entityPath = ({ type, key }: EntityRef) => `${encodeURIComponent(type)}/${key}`;

const around = (at: EpochNanos): Window => centredOn({ from: at, to: plus(at, seconds(900)) }, at);

function instant(given: URLSearchParams, name: string): EpochNanos | undefined {
  const text = given.get(name);
  return text === null ? undefined : parseInstant(text);
}

function windowFrom(given: URLSearchParams): Window | undefined {
  const from = instant(given, 'from');
  const to = instant(given, 'to');
  return from === undefined || to === undefined ? undefined : windowBetween(from, to);
}

function speedFrom(given: URLSearchParams): number {
  const speed = Number(given.get('speed') ?? '1');
  return Number.isFinite(speed) && speed > 0 ? speed : 1;
}

function tabFrom(given: URLSearchParams): Tab {
  return TABS.find((tab) => tab === given.get('tab')) ?? 'entities';
}

function entityFrom(given: URLSearchParams): EntityRef | undefined {
  const [, type, key] = /^([^/]+)\/(.+)$/s.exec(given.get('entity') ?? '') ?? [];
  if (type === undefined || key === undefined) return undefined;
  try {
    return { type: decodeURIComponent(type), key };
  } catch {
    return undefined;
  }
}

function traceFrom(given: URLSearchParams): TraceRef | undefined {
  const traceId = given.get('trace');
  if (traceId === null || !/^[0-9a-f]{32}$/.test(traceId)) return undefined;
  const spanId = given.get('span');
  return {
    traceId,
    spanId: spanId !== null && /^[0-9a-f]{16}$/.test(spanId) ? spanId : undefined,
  };
}

function filtersFrom(given: URLSearchParams): EventFilters {
  const named = (given.get('kinds') ?? '').split(',');
  return {
    ...NO_FILTERS,
    kinds: EVENT_KINDS.filter((kind) => named.includes(kind)),
    errorsOnly: given.get('errors') === '1',
    chosenServiceOnly: given.get('only') === '1',
  };
}
