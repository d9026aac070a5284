/** Carries out what keys and buttons ask for. */
import type { Command } from '../model/keys';
import { nextSpeed } from '../model/playback';
import { windowOfHistory } from '../model/scene';
import { contains, instantAt, fractionOf, zoom } from '../model/window';
import { observable } from '../observable';
import { prefer, preferences } from '../preferences';
import type { Store } from '../store';
import { now } from './address';
import { stepper } from './stepping';
import { shownTheme } from './theme';

/** Whether the card with the keys is open. */
export const helpShown = observable(false);

export type Commander = (command: Command) => void;

/** @param focusJump brings the reader to where a time is typed */
export function commander(store: Store, focusJump: () => void): Commander {
  const step = stepper(store);
  return (command) => {
    const scene = store.scene();
    switch (command.type) {
      case 'play':
        store.dispatch(
          scene.playback.kind === 'paused' ? { type: 'play', direction: 1 } : { type: 'pause' },
        );
        return;
      case 'play-backward':
        store.dispatch(
          scene.playback.kind === 'playing' && scene.playback.direction < 0
            ? { type: 'pause' }
            : { type: 'play', direction: -1 },
        );
        return;
      case 'faster':
        store.dispatch({ type: 'set-speed', speed: nextSpeed(scene.speed, command.by) });
        return;
      case 'nudge': {
        const there = fractionOf(scene.window, scene.at) + command.fraction;
        store.dispatch({ type: 'point', at: instantAt(scene.window, there) });
        return;
      }
      case 'zoom': {
        const inView = contains(scene.window, scene.at);
        const pivot = inView ? scene.at : instantAt(scene.window, 0.5);
        const window = zoom(scene.window, pivot, command.factor);
        store.dispatch({ type: 'show-window', window });
        return;
      }
      case 'show-all': {
        const window = windowOfHistory(scene.history);
        if (window !== undefined) store.dispatch({ type: 'show-window', window });
        return;
      }
      case 'step':
        step(command);
        return;
      case 'jump':
        focusJump();
        return;
      case 'compare':
        store.dispatch({
          type: 'compare-with',
          at: scene.compareWith === undefined ? scene.at : undefined,
        });
        return;
      case 'live':
        store.dispatch(
          scene.playback.kind === 'live' ? { type: 'pause' } : { type: 'go-live', now: now() },
        );
        return;
      case 'theme':
        prefer({ theme: shownTheme() === 'dark' ? 'light' : 'dark' });
        return;
      case 'zone':
        prefer({ zone: preferences().zone === 'utc' ? 'local' : 'utc' });
        return;
      case 'help':
        helpShown.set(!helpShown.get());
        return;
      case 'close':
        if (helpShown.get()) helpShown.set(false);
        else if (scene.trace !== undefined)
          store.dispatch({ type: 'open-trace', trace: undefined });
        else if (scene.entity !== undefined) {
          store.dispatch({ type: 'open-entity', entity: undefined });
        } else if (scene.compareWith !== undefined) {
          store.dispatch({ type: 'compare-with', at: undefined });
        } else if (scene.service !== undefined) {
          store.dispatch({ type: 'choose-service', service: undefined });
        }
        return;
      default:
        command satisfies never;
    }
  };
}
