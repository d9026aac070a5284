import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { eventPage, eventsAround } from '../api/events';
import type { AroundInstant } from '../api/events';
import { ApiError, isAbort } from '../api/client';
import type { Problem } from '../api/client';
import { covers, extended } from '../model/eventSpan';
import type { EventSpan, PageRef } from '../model/eventSpan';
import type { Scene } from '../model/scene';
import { epochNanos, plus, seconds } from '../model/time';
import type { Answer } from './asker';
import { useAnswer } from './useAnswer';

/** A span, what it answers, and what scrolling added to it. */
interface Grown {
  readonly base: EventSpan;
  readonly span: EventSpan;
  /** Events that were put before those of `base`. */
  readonly prepended: number;
  /** The page that scrolling asked for and did not get. */
  readonly failed: { readonly page: PageRef; readonly problem: Problem } | undefined;
}

export interface Events {
  readonly answer: Answer<AroundInstant, EventSpan>;
  readonly prepended: number;
  readonly problem: Problem | undefined;
  readonly refresh: () => void;
  readonly extend: (page: PageRef) => void;
  /** Asks once more for the page that `problem` is about. */
  readonly retry: () => void;
}

/**
 * The events around the instant. While the instant moves within what is at hand, nothing is asked.
 */
export function useEvents(): Events {
  const [keeper] = useState(keeperOf);
  const { answer, refresh } = useAnswer(eventsAround, keeper.question);
  const base = 'value' in answer ? answer.value : undefined;
  const [grown, setGrown] = useState<Grown>();
  const current = grown !== undefined && grown.base === base ? grown : undefined;
  const span = current?.span ?? base;
  const question = 'question' in answer ? answer.question : undefined;
  // Before `useAnswer` asks, which it does in an effect: else it would ask by what was at hand one
  // painting ago, and two answers could take turns for ever.
  useLayoutEffect(() => keeper.keep(question, span), [keeper, question, span]);

  const flight = useRef<{ readonly page: PageRef; readonly controller: AbortController }>(
    undefined,
  );
  useEffect(() => () => flight.current?.controller.abort(), [base]);
  const extend = useCallback(
    (page: PageRef) => {
      if (question === undefined || base === undefined || span === undefined) return;
      if (flight.current?.page === page && !flight.current.controller.signal.aborted) return;
      flight.current?.controller.abort();
      const controller = new AbortController();
      flight.current = { page, controller };
      eventPage(question, page, controller.signal).then(
        (more) => {
          const longer = extended(span, page, more);
          const added = page.order === 'desc' ? longer.events.length - span.events.length : 0;
          const prepended = (current?.prepended ?? 0) + added;
          setGrown({ base, span: longer, prepended, failed: undefined });
        },
        (failure: unknown) => {
          if (isAbort(failure)) return;
          flight.current = undefined;
          const problem: Problem =
            failure instanceof ApiError ? failure.problem : { kind: 'unreachable' };
          setGrown({ base, span, prepended: current?.prepended ?? 0, failed: { page, problem } });
        },
      );
    },
    [question, base, span, current],
  );

  const failed = current?.failed;
  const retry = useCallback(() => {
    if (failed !== undefined) extend(failed.page);
  }, [failed, extend]);

  return {
    answer: 'value' in answer && span !== undefined ? { ...answer, value: span } : answer,
    prepended: current?.prepended ?? 0,
    problem: failed?.problem,
    refresh,
    extend,
    retry,
  };
}

/**
 * Remembers what is at hand, so as to pose the same question while that answers it. What answers a
 * question that is not posed any more does not count: else two questions whose answers both cover
 * the instant would be posed in turn, each called for by the answer to the other.
 */
function keeperOf() {
  let posed: AroundInstant | undefined;
  let kept: { readonly key: string; readonly span: EventSpan } | undefined;
  return {
    keep: (question: AroundInstant | undefined, span: EventSpan | undefined) => {
      kept =
        question === undefined || span === undefined
          ? undefined
          : { key: eventsAround.key(question), span };
    },
    question: (scene: Scene): AroundInstant => {
      const asked = questionOf(scene);
      const answered =
        posed !== undefined &&
        kept?.key === eventsAround.key(posed) &&
        eventsAround.subject(posed) === eventsAround.subject(asked) &&
        covers(kept.span, scene.at);
      posed = answered && posed !== undefined ? posed : asked;
      return posed;
    },
  };
}

function questionOf({ at, history, filters, service }: Scene): AroundInstant {
  const recorded = history.kind === 'recorded';
  return {
    at,
    first: recorded ? history.first : epochNanos(0n),
    last: recorded ? history.last : plus(at, seconds(3600)),
    kinds: filters.kinds,
    errorsOnly: filters.errorsOnly,
    service: filters.chosenServiceOnly ? service : undefined,
  };
}
