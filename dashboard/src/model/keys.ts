/** Keys and what they do. The help lists them from here, so it cannot be wrong. */
import type { Step } from './stepping';

export type Command =
  | { readonly type: 'play' }
  | { readonly type: 'play-backward' }
  | { readonly type: 'faster'; readonly by: 1 | -1 }
  /** Moves the instant by a part of the window. */
  | { readonly type: 'nudge'; readonly fraction: number }
  | { readonly type: 'zoom'; readonly factor: number }
  | { readonly type: 'show-all' }
  | ({ readonly type: 'step' } & Step)
  | { readonly type: 'jump' }
  | { readonly type: 'compare' }
  | { readonly type: 'live' }
  | { readonly type: 'theme' }
  | { readonly type: 'zone' }
  | { readonly type: 'help' }
  | { readonly type: 'close' };

interface Binding {
  readonly key: string;
  readonly shift?: boolean;
  readonly command: Command;
}

export interface KeyGroup {
  readonly title: string;
  readonly keys: readonly { readonly shown: readonly string[]; readonly does: string }[];
}

const NUDGE = 1 / 200;
const FAR = 1 / 20;

const BINDINGS: readonly Binding[] = [
  { key: ' ', shift: false, command: { type: 'play' } },
  { key: ' ', shift: true, command: { type: 'play-backward' } },
  { key: 'ArrowLeft', shift: false, command: { type: 'nudge', fraction: -NUDGE } },
  { key: 'ArrowRight', shift: false, command: { type: 'nudge', fraction: NUDGE } },
  { key: 'ArrowLeft', shift: true, command: { type: 'nudge', fraction: -FAR } },
  { key: 'ArrowRight', shift: true, command: { type: 'nudge', fraction: FAR } },
  { key: '<', command: { type: 'faster', by: -1 } },
  { key: '>', command: { type: 'faster', by: 1 } },
  { key: '+', command: { type: 'zoom', factor: 0.5 } },
  { key: '=', command: { type: 'zoom', factor: 0.5 } },
  { key: '-', command: { type: 'zoom', factor: 2 } },
  { key: '0', command: { type: 'show-all' } },
  { key: '[', command: { type: 'step', direction: -1, what: 'event' } },
  { key: ']', command: { type: 'step', direction: 1, what: 'event' } },
  { key: 'e', command: { type: 'step', direction: 1, what: 'error' } },
  { key: 'E', command: { type: 'step', direction: -1, what: 'error' } },
  { key: 'a', command: { type: 'step', direction: 1, what: 'anomaly' } },
  { key: 'A', command: { type: 'step', direction: -1, what: 'anomaly' } },
  { key: 'r', command: { type: 'step', direction: 1, what: 'deployment' } },
  { key: 'R', command: { type: 'step', direction: -1, what: 'deployment' } },
  { key: '/', command: { type: 'jump' } },
  { key: 'j', command: { type: 'jump' } },
  { key: 'd', command: { type: 'compare' } },
  { key: 'l', command: { type: 'live' } },
  { key: 't', command: { type: 'theme' } },
  { key: 'u', command: { type: 'zone' } },
  { key: '?', command: { type: 'help' } },
  { key: 'Escape', command: { type: 'close' } },
];

export const KEY_GROUPS: readonly KeyGroup[] = [
  {
    title: 'Go',
    keys: [
      { shown: ['j', '/'], does: 'jump to a typed time' },
      { shown: ['←', '→'], does: 'nudge the instant; with Shift ten times as far' },
      { shown: ['[', ']'], does: 'previous, next event (as filtered)' },
      { shown: ['E', 'e'], does: 'previous, next error' },
      { shown: ['A', 'a'], does: 'previous, next anomaly: a service is unlike before' },
      { shown: ['R', 'r'], does: 'previous, next release (deployment)' },
      { shown: ['l'], does: 'follow now, live' },
    ],
  },
  {
    title: 'Play',
    keys: [
      { shown: ['Space'], does: 'play or pause; with Shift backward' },
      { shown: ['<', '>'], does: 'slower, faster' },
    ],
  },
  {
    title: 'See',
    keys: [
      { shown: ['+', '−'], does: 'zoom in, out around the instant' },
      { shown: ['0'], does: 'all that is recorded' },
      { shown: ['d'], does: 'compare with this instant (B); again: stop' },
      { shown: ['u'], does: 'local time or UTC' },
      { shown: ['t'], does: 'light or dark' },
      { shown: ['Esc'], does: 'close what is open' },
      { shown: ['?'], does: 'this card' },
    ],
  },
  {
    title: 'On the timeline',
    keys: [
      { shown: ['drag'], does: 'move the instant' },
      { shown: ['wheel'], does: 'zoom around the pointer, from years to microseconds' },
      { shown: ['Shift drag', 'sideways wheel'], does: 'move the window' },
      { shown: ['double click'], does: 'on a flag or diamond: go there' },
    ],
  },
];

export interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** What a key does; nothing with a modifier that belongs to browser or system. */
export function commandOf(pressed: Key): Command | undefined {
  if (pressed.ctrlKey || pressed.altKey || pressed.metaKey) return undefined;
  return BINDINGS.find(
    ({ key, shift }) => key === pressed.key && (shift === undefined || shift === pressed.shiftKey),
  )?.command;
}
