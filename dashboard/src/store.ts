/** The one store: holds the scene and tells who listens. React reads it through `useScene`. */
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import { changeScene } from './model/scene';
import type { Action, Scene } from './model/scene';

export interface Store {
  scene(): Scene;
  dispatch(action: Action): void;
  /** Called after each change, with what changed it; answers how to stop. */
  subscribe(listener: (action: Action) => void): () => void;
}

export function storeOf(initial: Scene): Store {
  let current = initial;
  const listeners = new Set<(action: Action) => void>();
  return {
    scene: () => current,
    dispatch(action) {
      const next = changeScene(current, action);
      if (next === current) return;
      current = next;
      for (const listener of listeners) listener(action);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const StoreContext = createContext<Store | undefined>(undefined);

export function useStore(): Store {
  const store = useContext(StoreContext);
  if (store === undefined) throw new Error('no StoreContext above this component');
  return store;
}

/**
 * A part of the scene; the component paints again when that part is another value. Select values
 * that are kept in the scene, not new objects. A panel that selects `at` paints on every frame of
 * a drag: derive a question with `useAnswer` instead.
 */
export function useScene<T>(select: (scene: Scene) => T): T {
  const store = useStore();
  const subscribe = useCallback((changed: () => void) => store.subscribe(changed), [store]);
  return useSyncExternalStore(subscribe, () => select(store.scene()));
}

/**
 * The same for what may lag: while the scene changes, the component paints again on its account at
 * most once in so many milliseconds. Whenever it paints, it paints the scene as it is.
 */
export function useSceneAtPace<T>(select: (scene: Scene) => T, millis: number): T {
  const store = useStore();
  const subscribe = useCallback(
    (changed: () => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      let last = Number.NEGATIVE_INFINITY;
      const tell = () => {
        timer = undefined;
        last = performance.now();
        changed();
      };
      const stop = store.subscribe(() => {
        timer ??= setTimeout(tell, Math.max(0, last + millis - performance.now()));
      });
      return () => {
        stop();
        clearTimeout(timer);
      };
    },
    [store, millis],
  );
  return useSyncExternalStore(subscribe, () => select(store.scene()));
}
