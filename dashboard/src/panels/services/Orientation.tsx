import type { Schemas } from '../../api/client';
import type { EventsOfWindow } from '../../api/events';
import { missingFrom } from '../../model/completeness';
import { beforeText, durationText } from '../../model/format';
import { HEALTH_SIGNS } from '../../model/health';
import type { Mark } from '../../model/marks';
import { RECENT, recentChanges, standingOf } from '../../model/orientation';
import type { ServiceRow } from '../../model/serviceRows';
import type { EpochNanos } from '../../model/time';
import { useStore } from '../../store';
import type { Answer } from '../../wiring/asker';
import { useCommands } from '../../wiring/useCommands';

const MOST_NAMED = 3;
const MOST_CHANGES = 4;

/** What was deployed or set in a window. */
export type Changes = Answer<EventsOfWindow, Schemas['EventPage']>;

interface Props {
  readonly rows: readonly ServiceRow[];
  readonly at: EpochNanos;
  readonly changes: Changes;
  readonly onChoose: (service: string) => void;
}

/** Where one stands: who fails, where the errors around are, what was changed shortly before. */
export function Orientation({ rows, at, changes, onChoose }: Props) {
  const run = useCommands();
  const { kind, words, services, rest } = standingOf(rows);
  const step = (direction: 1 | -1) => run({ type: 'step', direction, what: 'error' });
  return (
    <div className="orientation">
      <p className={`orientation-line services-${kind}`}>
        <strong className="orientation-words">
          {HEALTH_SIGNS[kind]} {words}
          {services.length > 0 && ':'}
        </strong>
        {services.slice(0, MOST_NAMED).map((row) => (
          <button
            key={row.service}
            type="button"
            className="small-button"
            title={row.health.words}
            onClick={() => onChoose(row.service)}
          >
            {row.name}
          </button>
        ))}
        {services.length > MOST_NAMED && <span>and {services.length - MOST_NAMED} more</span>}
        {rest !== '' && <span className="dim">{rest}</span>}
        <span className="spring" />
        <button type="button" className="small-button" title="Shift E" onClick={() => step(-1)}>
          ‹ Previous error
        </button>
        <button type="button" className="small-button" title="e" onClick={() => step(1)}>
          Next error ›
        </button>
      </p>
      <RecentChanges at={at} changes={changes} />
    </div>
  );
}

function RecentChanges({ at, changes }: { at: EpochNanos; changes: Changes }) {
  if (changes.kind === 'failed') {
    return <p className="orientation-line dim">What was changed shortly before is not known.</p>;
  }
  const recent =
    'value' in changes ? recentChanges(changes.value, changes.question, at) : undefined;
  const missing = 'value' in changes ? missingFrom(changes.value.completeness) : undefined;
  const span = durationText(Number(RECENT));
  if (recent === undefined) {
    return <p className="orientation-line dim">Asking what was changed in the {span} before …</p>;
  }
  const { marks, more } = recent;
  const unseen = marks.length - MOST_CHANGES;
  return (
    <p className="orientation-line">
      <span className="dim">
        {marks.length === 0
          ? `no deployment or config change in the ${span} before`
          : `changed in the ${span} before:`}
      </span>
      {marks.slice(0, MOST_CHANGES).map((mark) => (
        <ChangeButton
          key={`${String(mark.at)} ${mark.service} ${mark.label}`}
          mark={mark}
          at={at}
        />
      ))}
      {unseen > 0 && <span className="dim">and {unseen} earlier</span>}
      {(more || missing !== undefined) && (
        <span className="tag warning" title={missing}>
          there may be more
        </span>
      )}
    </p>
  );
}

function ChangeButton({ mark, at }: { mark: Mark; at: EpochNanos }) {
  const store = useStore();
  const name = mark.service.slice(mark.service.lastIndexOf('/') + 1);
  return (
    <button
      type="button"
      className={`small-button orientation-${mark.kind}`}
      title={`Go to this ${mark.kind === 'deployment' ? 'deployment' : 'config change'} of ${mark.service}`}
      onClick={() => store.dispatch({ type: 'jump', at: mark.at })}
    >
      <span aria-hidden>{mark.kind === 'deployment' ? '⚑' : '◆'}</span>{' '}
      <span className="visually-hidden">
        {mark.kind === 'deployment' ? 'deployment' : 'config change'}
      </span>
      {name} <span className="mono">{mark.label}</span>{' '}
      <span className="dim">{beforeText(Number(at - mark.at))}</span>
    </button>
  );
}
