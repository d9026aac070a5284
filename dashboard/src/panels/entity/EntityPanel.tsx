import { useMemo } from 'react';
import { entity as entityAt, entityHistory } from '../../api/state';
import type { EntityHistory, EntityState } from '../../model/answers';
import { contentJson } from '../../model/content';
import { historyRows, writeAt } from '../../model/entityHistory';
import type { HistoryRow } from '../../model/entityHistory';
import { shortId } from '../../model/format';
import type { EntityRef, Scene } from '../../model/scene';
import { epochNanos, parseInstant } from '../../model/time';
import type { EpochNanos } from '../../model/time';
import { Failure, Panel } from '../../page/Panel';
import { ContentBody } from '../../parts/ContentBody';
import { Time } from '../../parts/Time';
import { useStore } from '../../store';
import type { Answer } from '../../wiring/asker';
import { useAnswer } from '../../wiring/useAnswer';
import { HistoryList } from './HistoryList';
import './entity.css';

/** Newest writes that are read; older ones are there when the instant is moved to them. */
const MOST_WRITES = 300;

interface Props {
  readonly service: string;
  readonly entity: EntityRef;
}

/** One entity at the instant, and its writes before and after. */
export function EntityPanel({ service, entity }: Props) {
  const store = useStore();
  const { type, key } = entity;
  const { answer, refresh } = useAnswer(entityAt, ({ at }) => ({ service, type, key, at }));
  const history = useAnswer(entityHistory, (scene) => ({
    service,
    type,
    key,
    to: historyEnd(scene),
    limit: MOST_WRITES,
  }));
  const missing = answer.kind === 'failed' && isUnknown(answer);
  return (
    <Panel
      area="entity"
      title={
        <span className="entity-title mono">
          <span className="dim">{type}/</span>
          {key}
        </span>
      }
      answer={missing ? { kind: 'unasked' } : answer}
      refresh={refresh}
      unasked={<NotYet history={history.answer} />}
      tools={
        <button
          type="button"
          className="small-button"
          aria-label={`Close ${type}/${key}`}
          onClick={() => store.dispatch({ type: 'open-entity', entity: undefined })}
        >
          Close
        </button>
      }
    >
      {(value) => (
        <div className="entity-parts">
          <Document entity={value.entity} history={history.answer} />
          <div className="entity-history">
            <h3>Written by</h3>
            {history.answer.kind === 'failed' && (
              <Failure problem={history.answer.problem} retry={history.refresh} />
            )}
            {'value' in history.answer && <HistoryList history={history.answer.value} />}
          </div>
        </div>
      )}
    </Panel>
  );
}

/**
 * The history is asked for up to its end, not up to the instant, so that moving the instant asks
 * nothing; only when the instant is beyond the known end is it the end.
 */
function historyEnd({ at, history }: Scene): EpochNanos {
  if (history.kind !== 'recorded') return epochNanos((at / HOUR + 2n) * HOUR);
  const last = history.last > at ? history.last : at;
  return epochNanos((last / SECOND + 1n) * SECOND);
}

const SECOND = 1_000_000_000n;
const HOUR = 3600n * SECOND;

const isUnknown = (answer: Answer<unknown, unknown>): boolean =>
  answer.kind === 'failed' && answer.problem.kind === 'refused' && answer.problem.status === 404;

type HistoryAnswer = Answer<unknown, EntityHistory>;

function useRows(answer: HistoryAnswer): readonly HistoryRow[] {
  const value = 'value' in answer ? answer.value : undefined;
  return useMemo(() => (value === undefined ? [] : historyRows([value])), [value]);
}

/** At this instant it did not exist; its first write says when it will. */
function NotYet({ history }: { history: HistoryAnswer }) {
  const store = useStore();
  const rows = useRows(history);
  const first = rows.at(-1);
  return (
    <span className="entity-absent">
      It did not exist yet at this instant.{' '}
      {first !== undefined && (
        <>
          The first write known of it comes at <Time text={first.occurredAt} />.{' '}
          <button
            type="button"
            className="small-button"
            onClick={() => store.dispatch({ type: 'jump', at: first.at })}
          >
            Go there
          </button>
        </>
      )}
    </span>
  );
}

function Document({ entity, history }: { entity: EntityState; history: HistoryAnswer }) {
  const store = useStore();
  const rows = useRows(history);
  const at = parseInstant(entity.changedAt) ?? epochNanos(0n);
  const before = writeAt(rows, epochNanos(at - 1n));
  const old = useMemo(() => contentJson(before?.content), [before]);
  const { traceId, spanId } = entity;
  return (
    <div className="entity-document">
      <p className={entity.deleted ? 'entity-writer entity-deleted' : 'entity-writer'}>
        {entity.deleted ? <strong>deleted at </strong> : 'since '}
        <Time text={entity.changedAt} />
        {entity.serviceVersion !== undefined && (
          <>
            {' '}
            by <span className="mono entity-version">{entity.serviceVersion}</span>
          </>
        )}
        {traceId !== undefined && (
          <button
            type="button"
            className="small-button"
            onClick={() => store.dispatch({ type: 'open-trace', trace: { traceId, spanId } })}
          >
            trace {shortId(traceId)}
          </button>
        )}
      </p>
      {entity.deleted ? (
        <ContentBody
          label="The value before it was deleted"
          content={before?.content}
          absent="What it was before is not loaded."
        />
      ) : (
        <ContentBody
          label="The entity's value"
          content={entity.value}
          absent="Its value was not recorded."
          before={old}
        />
      )}
    </div>
  );
}
