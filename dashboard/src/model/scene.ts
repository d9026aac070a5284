/**
 * What the page shows: one value, changed only by `changeScene`. The address bar holds it (see
 * `url.ts`), the panels derive their questions from it. It holds no answers.
 */
import { earlier, later, minus, nanos, seconds } from './time';
import type { EpochNanos } from './time';
import { centredOn, contains, following, sameWindow, windowBetween } from './window';
import type { Window } from './window';

export interface Scene {
  /** The instant that everything is shown at. */
  readonly at: EpochNanos;
  /** What the timeline spans. */
  readonly window: Window;
  readonly playback: Playback;
  /** Factor of playback, kept while paused; 1 is real time. */
  readonly speed: number;
  /** How far recorded history reaches. */
  readonly history: History;
  /** The chosen service, as the API names it: `name` or `namespace/name`. */
  readonly service: string | undefined;
  readonly tab: Tab;
  /** The open entity; it belongs to the chosen service. */
  readonly entity: EntityRef | undefined;
  /** Whether the open entity tells who set each of its fields. */
  readonly blame: boolean;
  /** What the list of entities is searched for, as it was typed; empty: nothing. */
  readonly search: string;
  readonly trace: TraceRef | undefined;
  /** The second instant, B, that the diff compares with. */
  readonly compareWith: EpochNanos | undefined;
  readonly filters: EventFilters;
}

export type Playback =
  | { readonly kind: 'paused' }
  | { readonly kind: 'playing'; readonly direction: 1 | -1 }
  | { readonly kind: 'live' };

export type History =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'recorded'; readonly first: EpochNanos; readonly last: EpochNanos };

export const TABS = ['entities', 'in-flight', 'config', 'deployments', 'vitals', 'diff'] as const;
export type Tab = (typeof TABS)[number];

export const EVENT_KINDS = [
  'call',
  'log',
  'measurement',
  'entity-change',
  'deployment',
  'config-change',
  'signal',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export interface EntityRef {
  readonly type: string;
  readonly key: string;
}

export interface TraceRef {
  readonly traceId: string;
  /** The chosen span. */
  readonly spanId: string | undefined;
}

export interface EventFilters {
  /** Empty: all kinds. */
  readonly kinds: readonly EventKind[];
  readonly errorsOnly: boolean;
  /** Whether only events of the chosen service are listed. */
  readonly chosenServiceOnly: boolean;
}

export const NO_FILTERS: EventFilters = { kinds: [], errorsOnly: false, chosenServiceOnly: false };

export const SLOWEST = 0.001;
export const FASTEST = 3600;

export type Action =
  /** Moves the instant on the way to somewhere: a drag, a nudge, a step, a tick of playback. */
  | { readonly type: 'point'; readonly at: EpochNanos }
  /** Goes to an instant on purpose; the timeline shows it. */
  | { readonly type: 'jump'; readonly at: EpochNanos }
  | { readonly type: 'show-window'; readonly window: Window }
  | { readonly type: 'play'; readonly direction: 1 | -1 }
  | { readonly type: 'pause' }
  | { readonly type: 'set-speed'; readonly speed: number }
  | { readonly type: 'go-live'; readonly now: EpochNanos }
  /** Time went by: while live, the instant is now. */
  | { readonly type: 'now'; readonly now: EpochNanos }
  | { readonly type: 'history-known'; readonly history: History }
  /** Something newer was recorded. Nothing follows from it while the beginning is not known. */
  | { readonly type: 'recorded-until'; readonly last: EpochNanos }
  | { readonly type: 'choose-service'; readonly service: string | undefined }
  | { readonly type: 'choose-tab'; readonly tab: Tab }
  /** Opens an entity, of the chosen service unless another is named; `undefined` closes it. */
  | {
      readonly type: 'open-entity';
      readonly entity: EntityRef | undefined;
      readonly service?: string;
    }
  | { readonly type: 'show-blame'; readonly shown: boolean }
  | { readonly type: 'search-entities'; readonly search: string }
  | { readonly type: 'open-trace'; readonly trace: TraceRef | undefined }
  | { readonly type: 'choose-span'; readonly spanId: string | undefined }
  /** Sets B and shows the diff; `undefined` ends comparing. */
  | { readonly type: 'compare-with'; readonly at: EpochNanos | undefined }
  | { readonly type: 'filter-events'; readonly filters: EventFilters }
  /** The back button, or a link: everything but what is known of history. */
  | { readonly type: 'restore'; readonly scene: Scene };

/** The scene of somebody who names nothing: now, live, the last quarter of an hour in view. */
export function openingScene(now: EpochNanos): Scene {
  return {
    at: now,
    window: following({ from: minus(now, seconds(900)), to: now }, now, 0.05),
    playback: { kind: 'live' },
    speed: 1,
    history: { kind: 'unknown' },
    service: undefined,
    tab: 'entities',
    entity: undefined,
    blame: false,
    search: '',
    trace: undefined,
    compareWith: undefined,
    filters: NO_FILTERS,
  };
}

export function changeScene(scene: Scene, action: Action): Scene {
  switch (action.type) {
    case 'point':
      return pointedAt(scene.playback.kind === 'live' ? paused(scene) : scene, action.at);
    case 'jump':
      return jumpedTo(paused(scene), action.at);
    case 'show-window':
      return sameWindow(scene.window, action.window) ? scene : { ...scene, window: action.window };
    case 'play':
      return { ...scene, playback: { kind: 'playing', direction: action.direction } };
    case 'pause':
      return paused(scene);
    case 'set-speed':
      return { ...scene, speed: Math.min(FASTEST, Math.max(SLOWEST, action.speed)) };
    case 'go-live':
      return pointedAt({ ...scene, playback: { kind: 'live' } }, action.now);
    case 'now':
      return scene.playback.kind === 'live' ? pointedAt(scene, action.now) : scene;
    case 'history-known':
      return { ...scene, history: widerHistory(scene.history, action.history) };
    case 'recorded-until':
      return scene.history.kind === 'recorded' && action.last > scene.history.last
        ? { ...scene, history: { ...scene.history, last: action.last } }
        : scene;
    case 'choose-service':
      return action.service === scene.service
        ? scene
        : { ...scene, service: action.service, entity: undefined, blame: false, search: '' };
    case 'choose-tab':
      return { ...scene, tab: action.tab };
    case 'open-entity':
      return {
        ...scene,
        entity: action.entity,
        blame: scene.blame && sameEntity(scene.entity, action.entity),
        service: action.service ?? scene.service,
      };
    case 'show-blame':
      return { ...scene, blame: action.shown };
    case 'search-entities':
      return { ...scene, search: action.search };
    case 'open-trace':
      return { ...scene, trace: action.trace };
    case 'choose-span':
      return scene.trace === undefined
        ? scene
        : { ...scene, trace: { ...scene.trace, spanId: action.spanId } };
    case 'compare-with':
      return {
        ...scene,
        compareWith: action.at,
        tab: action.at !== undefined ? 'diff' : scene.tab === 'diff' ? 'entities' : scene.tab,
      };
    case 'filter-events':
      return { ...scene, filters: action.filters };
    case 'restore':
      return { ...action.scene, history: scene.history };
    default:
      return action satisfies never;
  }
}

/** Whether the back button should undo it; everything else replaces the present entry. */
export function isDeliberate(action: Action): boolean {
  switch (action.type) {
    case 'jump':
    case 'go-live':
    case 'choose-service':
    case 'choose-tab':
    case 'open-entity':
    case 'open-trace':
    case 'compare-with':
      return true;
    case 'point':
    case 'show-window':
    case 'play':
    case 'pause':
    case 'set-speed':
    case 'now':
    case 'history-known':
    case 'recorded-until':
    case 'choose-span':
    case 'show-blame':
    case 'search-entities':
    case 'filter-events':
    case 'restore':
      return false;
    default:
      return action satisfies never;
  }
}

const sameEntity = (a: EntityRef | undefined, b: EntityRef | undefined): boolean =>
  a?.type === b?.type && a?.key === b?.key;

const paused = (scene: Scene): Scene =>
  scene.playback.kind === 'paused' ? scene : { ...scene, playback: { kind: 'paused' } };

/** The window follows when the instant leaves it. */
function pointedAt(scene: Scene, at: EpochNanos): Scene {
  if (scene.at === at) return scene;
  const window = contains(scene.window, at) ? scene.window : following(scene.window, at, 0.05);
  return { ...scene, at, window };
}

function jumpedTo(scene: Scene, at: EpochNanos): Scene {
  const window = contains(scene.window, at) ? scene.window : centredOn(scene.window, at);
  return { ...scene, at, window };
}

function widerHistory(known: History, learnt: History): History {
  if (known.kind !== 'recorded' || learnt.kind !== 'recorded') {
    return learnt.kind === 'unknown' ? known : learnt;
  }
  return {
    kind: 'recorded',
    first: earlier(known.first, learnt.first),
    last: later(known.last, learnt.last),
  };
}

/** All that is recorded, with a little air around it; `undefined` while that is not known. */
export function windowOfHistory(history: History): Window | undefined {
  if (history.kind !== 'recorded') return undefined;
  const span = history.last - history.first;
  const air = span / 50n + 1_000_000n;
  return windowBetween(minus(history.first, nanos(air)), minus(history.last, nanos(-air)));
}

/** What the overview spans: all that is recorded, up to now while that is shown. */
export function overviewOf(scene: Scene): Window | undefined {
  const { history, playback, at } = scene;
  if (history.kind !== 'recorded' || playback.kind !== 'live') return windowOfHistory(history);
  return windowOfHistory({ ...history, last: later(history.last, at) });
}
