/** Steps to the next or previous event, error, deployment or anomaly. */
import { ApiError } from '../api/client';
import type { Schemas } from '../api/client';
import { navigate } from '../api/navigate';
import { anomalyText, stepQuestion, stepText } from '../model/stepping';
import type { Step, StepQuestion } from '../model/stepping';
import { parseInstant } from '../model/time';
import type { Store } from '../store';
import { tell as tellReader } from './notices';

/** Steps that may wait while one is on its way: a key that is held repeats faster than answers. */
const MOST_WAITING = 20;
/** A search whose time was up goes on from there, so often at most. */
const MOST_ASKED = 3;

interface Ports {
  readonly ask: (question: StepQuestion, signal: AbortSignal) => Promise<Schemas['Step']>;
  readonly tell: (text: string) => void;
}

/** A function that steps; steps that come while one is on its way are taken after it. */
export function stepper(
  store: Store,
  { ask, tell }: Ports = { ask: navigate, tell: tellReader },
): (step: Step) => void {
  let waiting: readonly Step[] = [];
  let busy = false;

  const takeNext = () => {
    const [step, ...rest] = waiting;
    if (busy || step === undefined) return;
    waiting = rest;
    busy = true;
    void take(step)
      .catch((failure: unknown) => {
        waiting = [];
        tell(failure instanceof ApiError ? `No answer: ${failure.message}` : 'No answer');
      })
      .finally(() => {
        busy = false;
        takeNext();
      });
  };

  const take = async (step: Step): Promise<void> => {
    const found = await searched(stepQuestion(store.scene(), step));
    const at = found.at === undefined ? undefined : parseInstant(found.at);
    if (at !== undefined) {
      store.dispatch({ type: 'point', at });
      if (found.anomaly !== undefined) tell(anomalyText(found.anomaly));
    } else if (found.completeness?.timeBudgetSpent === true) {
      tell(`No ${stepText(step)} was found in time`);
    } else {
      tell(`No ${stepText(step)} is recorded`);
    }
  };

  /** Asks, and asks on where the time was up before anything was found. */
  const searched = async (question: StepQuestion): Promise<Schemas['Step']> => {
    let answer = await ask(question, AbortSignal.timeout(20_000));
    for (let asked = 1; asked < MOST_ASKED && answer.searchedTo !== undefined; asked++) {
      const from = parseInstant(answer.searchedTo);
      if (from === undefined) break;
      answer = await ask({ ...question, from }, AbortSignal.timeout(20_000));
    }
    return answer;
  };

  return (step) => {
    if (store.scene().playback.kind === 'playing') store.dispatch({ type: 'pause' });
    waiting = [...waiting, step].slice(-MOST_WAITING);
    takeNext();
  };
}
