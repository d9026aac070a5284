import { useRef } from 'react';
import { events } from '../../api/events';
import { timeline } from '../../api/timeline';
import { missingFrom } from '../../model/completeness';
import { countsFor, countsOf, gapsOf } from '../../model/counts';
import { marksOf } from '../../model/marks';
import type { Mark } from '../../model/marks';
import type { EventKind, Scene } from '../../model/scene';
import { Failure } from '../../page/Panel';
import { useLate } from '../../page/useLate';
import { useAnswer } from '../../wiring/useAnswer';
import { useFresh } from '../../wiring/useFresh';
import { Overview } from './Overview';
import { TimelineBar } from './TimelineBar';
import { Track } from './Track';
import { useSize } from './canvas';
import './timeline.css';

const MARKED: readonly EventKind[] = ['deployment', 'config-change'];
const MOST_MARKS = 500;
const NO_MARKS: readonly Mark[] = [];

/** The time line that the instant is dragged along, and above it all of history, small. */
export function TimelinePanel() {
  const track = useRef<HTMLDivElement>(null);
  const { width } = useSize(track);
  const counts = useAnswer(timeline, (scene) => question(scene, width));
  const marks = useAnswer(events, (scene) => marksQuestion(scene, width));
  useFresh(counts.refresh);
  useFresh(marks.refresh);
  const { answer } = counts;
  const known = 'value' in answer ? answer.value : undefined;
  const marked = 'value' in marks.answer ? marks.answer.value : undefined;
  const missing = missingFrom(known?.completeness);
  const late = useLate(answer.kind === 'loading' || answer.kind === 'behind', known);
  return (
    <section
      className="panel timeline-area"
      aria-label="Timeline"
      data-state={answer.kind}
      aria-busy={answer.kind === 'loading'}
    >
      <TimelineBar counts={known && countsOf(known)} missing={missing} />
      <Overview />
      <Track
        track={track}
        counts={known && countsOf(known)}
        gaps={gapsOf(known?.completeness)}
        marks={marked === undefined ? NO_MARKS : marksOf(marked.items)}
      />
      {late && <div className="panel-progress" />}
      {answer.kind === 'failed' && <Failure problem={answer.problem} retry={counts.refresh} />}
    </section>
  );
}

const question = ({ window }: Scene, width: number) =>
  width === 0 ? undefined : countsFor(window, width);

function marksQuestion({ window }: Scene, width: number) {
  if (width === 0) return undefined;
  const { from, to } = countsFor(window, width);
  return {
    from,
    to,
    order: 'asc' as const,
    limit: MOST_MARKS,
    kinds: MARKED,
    errorsOnly: false,
    service: undefined,
  };
}
