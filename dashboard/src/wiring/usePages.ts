import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { ApiError, isAbort } from '../api/client';
import type { Problem } from '../api/client';

interface Paged {
  readonly next?: string;
}

interface Held<P> {
  readonly first: P;
  readonly pages: readonly P[];
  readonly problem: Problem | undefined;
}

/**
 * A list that is answered page by page. `first` is the page that the scene asks for; when it is
 * another, the further pages are forgotten. `more` gets the next one, one at a time.
 *
 * @param load gets the page that a cursor names
 */
export function usePages<P extends Paged>(
  first: P,
  load: (cursor: string, signal: AbortSignal) => Promise<P>,
): {
  readonly pages: readonly P[];
  readonly more: () => void;
  readonly problem: Problem | undefined;
} {
  const [held, setHeld] = useState<Held<P>>({ first, pages: [first], problem: undefined });
  const current = useMemo(
    () => (held.first === first ? held : { first, pages: [first], problem: undefined }),
    [held, first],
  );
  const flight = useRef<{ readonly first: P; readonly controller: AbortController }>(undefined);
  useEffect(() => () => flight.current?.controller.abort(), []);

  const more = useCallback(() => {
    const next = current.pages.at(-1)?.next;
    if (next === undefined) return;
    if (flight.current?.first === first) return;
    flight.current?.controller.abort();
    const controller = new AbortController();
    flight.current = { first, controller };
    load(next, controller.signal).then(
      (page) => {
        flight.current = undefined;
        setHeld({ first, pages: [...current.pages, page], problem: undefined });
      },
      (failure: unknown) => {
        if (isAbort(failure)) return;
        flight.current = undefined;
        const problem: Problem =
          failure instanceof ApiError ? failure.problem : { kind: 'unreachable' };
        setHeld({ ...current, problem });
      },
    );
  }, [current, first, load]);

  return { pages: current.pages, more, problem: current.problem };
}
