import {
  createContext,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { Source } from '../api/source';
import type { Scene } from '../model/scene';
import { useStore } from '../store';
import { askerOf } from './asker';
import type { Answer } from './asker';
import { answerCache } from './cache';
import type { AnswerCache } from './cache';
import { connection, connectionLost } from './connection';
import { turnsOf } from './turns';
import type { Turns } from './turns';

export const TurnsContext = createContext<Turns>(turnsOf());
export const AnswersContext = createContext<AnswerCache>(answerCache(400, 20_000));

/**
 * The answer to the question that the scene poses: asked again when the question changes. The
 * component paints when the answer changes, not when the instant moves.
 *
 * @param question from the scene; `undefined` where there is nothing to ask
 */
export function useAnswer<Q, T>(
  source: Source<Q, T>,
  question: (scene: Scene) => Q | undefined,
): { readonly answer: Answer<Q, T>; readonly refresh: () => void } {
  const store = useStore();
  const cache = useContext(AnswersContext);
  const turns = useContext(TurnsContext);
  const [{ asker, subscribe }] = useState(() => {
    const listeners = new Set<() => void>();
    const changed = () => {
      for (const listener of listeners) listener();
    };
    return {
      asker: askerOf(source, cache, turns, changed, connectionLost),
      subscribe: (listener: () => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
  });
  const latest = useRef(question);
  useEffect(() => {
    latest.current = question;
    asker.ask(question(store.scene()));
  });
  useEffect(() => {
    // At once, before anything is painted: the way to the node and back is what takes time.
    const stop = store.subscribe(() => asker.ask(latest.current(store.scene())));
    const stopWaiting = connection.subscribe(() => {
      if (connection.get().kind === 'there') asker.reconnected();
    });
    return () => {
      stop();
      stopWaiting();
      asker.stop();
    };
  }, [asker, store]);
  return { answer: useSyncExternalStore(subscribe, asker.answer), refresh: asker.refresh };
}
