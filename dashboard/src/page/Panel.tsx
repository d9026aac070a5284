import { memo } from 'react';
import type { ReactNode } from 'react';
import type { Problem, Schemas } from '../api/client';
import { missingFrom } from '../model/completeness';
import type { Answer } from '../wiring/asker';
import { useLate } from './useLate';
import './panel.css';

interface Answered {
  readonly completeness?: Schemas['Completeness'];
  /** The instant that the answer is about, as the node echoes it. */
  readonly at?: string;
}

interface Props<Q, T> {
  /** `map` becomes the class `map-area`, which the page's grid places. */
  readonly area: string;
  readonly title: ReactNode;
  /** Beside the title, at the right. */
  readonly tools?: ReactNode;
  readonly answer: Answer<Q, T>;
  readonly refresh: () => void;
  /** What to say while there is nothing to ask. */
  readonly unasked?: ReactNode;
  /** Keep it the same function as long as it would paint the same. */
  readonly children: (value: T, question: Q) => ReactNode;
}

/**
 * A frame around one answer. It shows where the answer stands: loading, current, behind (about the
 * instant before; dimmed when that lasts), failed, partial. Tests and benchmarks read the same from
 * `data-state` and `data-shown-at`. While the instant moves, where the answer stands changes twice
 * a step; what is in the frame is painted anew for another value only.
 */
export function Panel<Q, T extends Answered>(props: Props<Q, T>) {
  const { area, title, tools, answer, refresh, unasked, children } = props;
  const value = 'value' in answer ? answer.value : undefined;
  const missing = missingFrom(value?.completeness);
  const waiting = answer.kind === 'loading' || answer.kind === 'behind';
  const late = useLate(waiting, value);
  return (
    <section
      className={`panel ${area}-area`}
      aria-labelledby={`${area}-title`}
      aria-busy={waiting}
      data-state={answer.kind}
      data-late={late || undefined}
      data-shown-at={value?.at}
    >
      <header>
        <h2 id={`${area}-title`}>{title}</h2>
        <span className="spring" />
        {tools}
      </header>
      {late && <div className="panel-progress" />}
      {missing !== undefined && (
        <div className="panel-partial" role="note">
          Incomplete: {missing}
        </div>
      )}
      <div className="panel-body">
        {answer.kind === 'unasked' && <p className="panel-note">{unasked}</p>}
        {answer.kind === 'failed' && <Failure problem={answer.problem} retry={refresh} />}
        {'value' in answer && <Body {...answer} paint={children} />}
      </div>
    </section>
  );
}

interface BodyProps<Q, T> {
  readonly value: T;
  readonly question: Q;
  readonly paint: (value: T, question: Q) => ReactNode;
}

function PlainBody<Q, T>({ value, question, paint }: BodyProps<Q, T>) {
  return paint(value, question);
}

const Body = memo(
  PlainBody,
  (a, b) => a.value === b.value && a.question === b.question && a.paint === b.paint,
) as typeof PlainBody;

export function Failure({ problem, retry }: { problem: Problem; retry: () => void }) {
  return (
    <div className="panel-failure" role="alert">
      <strong>{titleOf(problem)}</strong>
      {problem.kind === 'refused' && problem.detail !== undefined && <span>{problem.detail}</span>}
      <div>
        <button type="button" onClick={retry}>
          Try again
        </button>
      </div>
    </div>
  );
}

function titleOf(problem: Problem): string {
  switch (problem.kind) {
    case 'refused':
      return problem.title;
    case 'strange':
      return `The answer (status ${problem.status}) is not one of a Traversion node`;
    case 'unreachable':
      return 'The node does not answer';
    default:
      return problem satisfies never;
  }
}
