/** Keeps the address bar and the scene the same, both ways. */
import { isDeliberate } from '../model/scene';
import type { Scene } from '../model/scene';
import { sceneFromQuery, sceneToQuery } from '../model/url';
import { fromEpochMillis } from '../model/time';
import type { Store } from '../store';

/** Browsers refuse more than a few changes of the address a second. */
const PAUSE_MILLIS = 300;

export function keepAddress(store: Store): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unwritten: Scene | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    if (unwritten !== undefined) history.replaceState(null, '', addressOf(unwritten));
    unwritten = undefined;
  };
  store.subscribe((action) => {
    if (action.type === 'restore') return;
    if (isDeliberate(action)) {
      write();
      const address = addressOf(store.scene());
      if (address !== location.search) history.pushState(null, '', address);
    } else {
      unwritten = store.scene();
      timer ??= setTimeout(write, PAUSE_MILLIS);
    }
  });
  addEventListener('popstate', () => {
    clearTimeout(timer);
    timer = undefined;
    unwritten = undefined;
    store.dispatch({ type: 'restore', scene: sceneFromQuery(location.search, now()) });
  });
}

const addressOf = (scene: Scene) => `?${sceneToQuery(scene)}`;

export const now = () => fromEpochMillis(Date.now());
