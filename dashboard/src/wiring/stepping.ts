/** Steps from event to event, or from error to error. */
import { ApiError } from '../api/client';
import { events } from '../api/events';
import { instantOf } from '../model/eventInstant';
import { epochNanos } from '../model/time';
import type { EpochNanos } from '../model/time';
import type { Store } from '../store';
import { tell } from './notices';

interface Step {
  readonly direction: 1 | -1;
  readonly errorsOnly: boolean;
}

/** Events fetched at once: steps in quick succession then need no asking. */
const AHEAD = 50;

/** A function that steps; steps that come while one is on its way are taken after it. */
export function stepper(store: Store): (step: Step) => void {
  let waiting: readonly Step[] = [];
  let busy = false;
  let known: { readonly name: string; readonly instants: readonly EpochNanos[] } | undefined;

  const takeNext = () => {
    const [step, ...rest] = waiting;
    if (busy || step === undefined) return;
    waiting = rest;
    busy = true;
    void next(step)
      .catch((failure: unknown) => {
        waiting = [];
        tell(failure instanceof ApiError ? `No answer: ${failure.message}` : 'No answer');
      })
      .finally(() => {
        busy = false;
        takeNext();
      });
  };

  const next = async (step: Step): Promise<void> => {
    const { at } = store.scene();
    const name = nameOf(store, step);
    let found = known?.name === name ? nearest(known.instants, at, step.direction) : undefined;
    if (found === undefined) {
      const instants = await fetchFrom(store, step);
      known = { name, instants: [at, ...instants] };
      found = nearest(known.instants, at, step.direction);
    }
    if (found === undefined) tell(`No ${wordsOf(step)} is recorded`);
    else store.dispatch({ type: 'point', at: found });
  };

  return (step) => {
    if (store.scene().playback.kind === 'playing') store.dispatch({ type: 'pause' });
    waiting = [...waiting, step].slice(-20);
    takeNext();
  };
}

/**
 * The nearest instant beyond `at` of those that follow one another without a gap; none where `at`
 * is not among them, for then there may be nearer ones that are not known.
 */
function nearest(
  instants: readonly EpochNanos[],
  at: EpochNanos,
  direction: 1 | -1,
): EpochNanos | undefined {
  if (!instants.includes(at)) return undefined;
  return instants.find((instant) => (direction > 0 ? instant > at : instant < at));
}

function nameOf(store: Store, { direction, errorsOnly }: Step): string {
  const { filters, service } = store.scene();
  return JSON.stringify([direction, errorsOnly, filters, filters.chosenServiceOnly && service]);
}

async function fetchFrom(store: Store, step: Step): Promise<readonly EpochNanos[]> {
  const { at, history, filters, service } = store.scene();
  const forward = step.direction > 0;
  const end = history.kind === 'recorded' && history.last > at ? history.last : at;
  const start = history.kind === 'recorded' && history.first < at ? history.first : at;
  const window = forward
    ? { from: epochNanos(at + 1n), to: epochNanos(end + 2n) }
    : { from: start, to: epochNanos(at > start ? at : start + 1n) };
  const question = {
    ...window,
    order: forward ? ('asc' as const) : ('desc' as const),
    limit: AHEAD,
    kinds: filters.kinds,
    errorsOnly: step.errorsOnly || filters.errorsOnly,
    service: filters.chosenServiceOnly ? service : undefined,
  };
  const page = await events.load(question, AbortSignal.timeout(20_000));
  return page.items.flatMap((event) => instantOf(event) ?? []);
}

const wordsOf = ({ direction, errorsOnly }: Step) =>
  `${direction > 0 ? 'later' : 'earlier'} ${errorsOnly ? 'error' : 'event'}`;
