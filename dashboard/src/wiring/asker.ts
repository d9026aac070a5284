/**
 * Asks one source, again and again, about an instant that moves.
 *
 * The problem: during a drag the question changes sixty times a second and an answer takes longer
 * than that. Asking every time drowns the node; aborting the one before every time starves the
 * reader, because no answer ever arrives. So: at most two questions are on the way. While both are,
 * only the newest question waits, and it is asked as soon as one of them is answered. An answer that
 * overtakes an older question aborts it. An answer for an instant that has been left is shown, but
 * as `behind`, never as current. A question that keeps a newer one waiting too long is given up.
 */
import { ApiError } from '../api/client';
import type { Problem } from '../api/client';
import type { Source } from '../api/source';
import type { AnswerCache } from './cache';
import type { Turns } from './turns';

export type Answer<Q, T> =
  /** The scene asks for nothing, such as the state of no service. */
  | { readonly kind: 'unasked' }
  /** Nothing to show yet. */
  | { readonly kind: 'loading' }
  /** What the scene asks for. */
  | { readonly kind: 'current'; readonly question: Q; readonly value: T }
  /** About the same subject at another instant; the right answer is on its way. */
  | { readonly kind: 'behind'; readonly question: Q; readonly value: T }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface Asker<Q, T> {
  readonly answer: () => Answer<Q, T>;
  readonly ask: (question: Q | undefined) => void;
  /** Asks again what is asked now, past the cache; what is shown stays in view meanwhile. */
  readonly refresh: () => void;
  /** Asks again if it was nobody's answer that is missing. */
  readonly reconnected: () => void;
  readonly stop: () => void;
}

/** How long an unanswered question may keep a newer one waiting, in milliseconds. */
const PATIENCE = 400;
const MOST_IN_FLIGHT = 2;
/** A node that is busy, or is starting, says so; it is asked again, so often at most. */
const BUSY_PAUSE = 400;
/**
 * One that follows waits for its turn until the question has rested so long, and at most so long
 * however often it changes: some pictures a second. In milliseconds.
 */
const REST = 80;
const LONGEST_WAIT = 400;
const MOST_BUSY = 10;

interface Flight<Q> {
  readonly nr: number;
  readonly question: Q;
  readonly key: string;
  readonly startedAt: number;
  readonly controller: AbortController;
  /** It is no longer on the way. */
  readonly over: () => void;
}

interface Shown<Q, T> {
  readonly nr: number;
  readonly question: Q;
  readonly key: string;
  readonly value: T;
}

export function askerOf<Q, T>(
  source: Source<Q, T>,
  cache: AnswerCache,
  turns: Turns,
  changed: () => void,
  unreachable: () => void = () => undefined,
): Asker<Q, T> {
  let answer: Answer<Q, T> = { kind: 'unasked' };
  let wanted: { question: Q; key: string } | undefined;
  let shown: Shown<Q, T> | undefined;
  let flights: readonly Flight<Q>[] = [];
  let failed: Problem | undefined;
  let impatience: ReturnType<typeof setTimeout> | undefined;
  let count = 0;
  let busy = 0;
  let wantedSince = 0;
  let waitingSince: number | undefined;
  let callOff: (() => void) | undefined;

  const tell = (next: Answer<Q, T>) => {
    if (next.kind === answer.kind && next.kind !== 'current' && next.kind !== 'behind') {
      if (next.kind !== 'failed') return;
    }
    if ('value' in next && 'value' in answer) {
      if (next.kind === answer.kind && next.value === answer.value) return;
    }
    answer = next;
    changed();
  };

  const drop = (which: (flight: Flight<Q>) => boolean) => {
    for (const flight of flights) {
      if (!which(flight)) continue;
      flight.controller.abort();
      flight.over();
    }
    flights = flights.filter((flight) => !which(flight));
  };

  const present = () => {
    if (wanted === undefined) tell({ kind: 'unasked' });
    else if (failed !== undefined && !(failed.kind === 'unreachable' && shown !== undefined)) {
      tell({ kind: 'failed', problem: failed });
    } else if (shown === undefined) tell({ kind: 'loading' });
    else {
      const { question, value } = shown;
      // While nobody answers, the picture stays, and the page says that the connection is lost.
      tell({ kind: shown.key === wanted.key ? 'current' : 'behind', question, value });
    }
  };

  const show = (nr: number, question: Q, key: string, value: T) => {
    shown = { nr, question, key, value };
    failed = undefined;
  };

  const pump = () => {
    clearTimeout(impatience);
    const next = wanted;
    if (next === undefined || shown?.key === next.key || failed !== undefined) return;
    if (flights.some((flight) => flight.key === next.key)) return;
    if (source.follows === true && !isMyTurn()) return;
    endWait();
    const oldest = flights[0];
    if (oldest !== undefined && flights.length >= MOST_IN_FLIGHT) {
      const left = oldest.startedAt + PATIENCE - performance.now();
      if (left > 0) {
        impatience = setTimeout(pump, left);
        return;
      }
      drop((flight) => flight === oldest);
    }
    launch(next.question, next.key);
  };

  /** Whether a follower may ask now; if not, `pump` is called again when it may. */
  const isMyTurn = (): boolean => {
    const now = performance.now();
    waitingSince ??= now;
    const longest = waitingSince + LONGEST_WAIT - now;
    // Where there is nothing to look at yet, there is nothing to rest for.
    const rest = shown === undefined ? 0 : Math.min(wantedSince + REST - now, longest);
    if (rest > 0) {
      impatience = setTimeout(pump, rest);
      return false;
    }
    if (turns.mayFollow(longest <= 0)) return true;
    callOff ??= turns.whenFree(takeTurn);
    if (longest > 0) impatience = setTimeout(pump, longest);
    return false;
  };

  const endWait = () => {
    callOff?.();
    callOff = undefined;
    waitingSince = undefined;
  };

  const takeTurn = () => {
    callOff = undefined;
    pump();
  };

  const launch = (question: Q, key: string) => {
    const flight: Flight<Q> = {
      nr: ++count,
      question,
      key,
      startedAt: performance.now(),
      controller: new AbortController(),
      over: source.follows === true ? turns.follow() : turns.lead(),
    };
    flights = [...flights, flight];
    source.load(question, flight.controller.signal).then(
      (value) => landed(flight, value),
      (failure: unknown) => crashed(flight, failure),
    );
  };

  const landed = (flight: Flight<Q>, value: T) => {
    if (!flights.includes(flight)) return;
    busy = 0;
    cache.put(source.name, flight.key, value);
    drop((other) => other.nr < flight.nr);
    flights = flights.filter((other) => other !== flight);
    flight.over();
    if (
      wanted !== undefined &&
      source.subject(wanted.question) === source.subject(flight.question)
    ) {
      if (shown === undefined || shown.nr < flight.nr || flight.key === wanted.key) {
        show(flight.nr, flight.question, flight.key, value);
      }
    }
    present();
    pump();
  };

  const crashed = (flight: Flight<Q>, failure: unknown) => {
    if (!flights.includes(flight)) return;
    flights = flights.filter((other) => other !== flight);
    flight.over();
    if (isBusy(failure) && busy < MOST_BUSY) {
      busy++;
      present();
      clearTimeout(impatience);
      impatience = setTimeout(pump, BUSY_PAUSE);
      return;
    }
    if (flight.key === wanted?.key) {
      failed = failure instanceof ApiError ? failure.problem : { kind: 'unreachable' };
      if (failed.kind === 'unreachable') unreachable();
    }
    present();
    pump();
  };

  const refresh = () => {
    if (wanted === undefined) return;
    const { question, key } = wanted;
    if (flights.some((flight) => flight.key === key)) return;
    drop(() => true);
    failed = undefined;
    cache.forget(source.name, key);
    launch(question, key);
    present();
  };

  return {
    answer: () => answer,
    ask(question) {
      const key = question === undefined ? undefined : source.key(question);
      if (key === wanted?.key) return;
      failed = undefined;
      if (question === undefined || key === undefined) {
        wanted = undefined;
        shown = undefined;
        endWait();
        drop(() => true);
      } else {
        const subject = source.subject(question);
        if (shown !== undefined && source.subject(shown.question) !== subject) shown = undefined;
        drop((flight) => source.subject(flight.question) !== subject);
        wanted = { question, key };
        wantedSince = performance.now();
        const kept = cache.get(source.name, key);
        if (kept !== undefined) {
          drop((flight) => flight.key !== key);
          // What lies under a source's name came from that source, whose answers are all Ts.
          show(++count, question, key, kept.value as T);
        }
      }
      present();
      pump();
    },
    refresh,
    reconnected() {
      if (failed?.kind === 'unreachable') refresh();
    },
    stop() {
      clearTimeout(impatience);
      endWait();
      drop(() => true);
      wanted = undefined;
      shown = undefined;
    },
  };
}

const isBusy = (failure: unknown): boolean =>
  failure instanceof ApiError &&
  failure.problem.kind === 'refused' &&
  (failure.problem.status === 503 || failure.problem.status === 429);
