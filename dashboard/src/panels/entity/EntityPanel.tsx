import { memo, useCallback, useMemo } from 'react';
import { moreWrites } from '../../api/pages';
import { entity as entityAt, entityHistory } from '../../api/state';
import type { EntityAnswer, EntityHistory, EntityState } from '../../model/answers';
import { contentJson } from '../../model/content';
import { historyRows, writeBefore } from '../../model/entityHistory';
import type { HistoryRow } from '../../model/entityHistory';
import { shortId } from '../../model/format';
import type { EntityRef, Scene } from '../../model/scene';
import { epochNanos } from '../../model/time';
import type { EpochNanos } from '../../model/time';
import { Failure, Panel } from '../../page/Panel';
import { ContentBody } from '../../parts/ContentBody';
import { Time } from '../../parts/Time';
import { useScene, useStore } from '../../store';
import type { Answer } from '../../wiring/asker';
import { useAnswer } from '../../wiring/useAnswer';
import { usePages } from '../../wiring/usePages';
import { BlameTable } from './BlameTable';
import { HistoryList } from './HistoryList';
import './entity.css';

/** Newest writes that are read at first; scrolling gets older ones. */
const FIRST_WRITES = 300;

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
    limit: FIRST_WRITES,
  }));
  const missing = answer.kind === 'failed' && isUnknown(answer);
  const { answer: written, refresh: readAgain } = history;
  const paint = useCallback(
    (value: EntityAnswer) => (
      <EntityParts
        service={service}
        entity={value.entity}
        history={written}
        readAgain={readAgain}
      />
    ),
    [service, written, readAgain],
  );
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
      {paint}
    </Panel>
  );
}

interface PartsProps {
  readonly service: string;
  readonly entity: EntityState;
  readonly history: HistoryAnswer;
  readonly readAgain: () => void;
}

/**
 * What it was, and who made it so. The same write is the same picture, at whatever instant: what
 * an answer says of it besides is the instant.
 */
const EntityParts = memo(function EntityParts(props: PartsProps) {
  const { service, entity, history: answer, readAgain } = props;
  const { type, key } = entity;
  const first = 'value' in answer ? answer.value : NOT_KNOWN;
  const load = useCallback(
    (cursor: string, signal: AbortSignal) => {
      const { from, to } = first;
      return moreWrites({ service, type, key, from, to, cursor }, signal);
    },
    [service, type, key, first],
  );
  const { pages, more, problem } = usePages(first, load);
  const rows = useMemo(() => historyRows(pages), [pages]);
  return (
    <div className="entity-parts">
      <Document service={service} entity={entity} rows={rows} />
      <div className="entity-history">
        <h3>Written by</h3>
        {answer.kind === 'failed' && <Failure problem={answer.problem} retry={readAgain} />}
        {'value' in answer && (
          <HistoryList
            rows={rows}
            whole={pages.at(-1)?.next === undefined}
            more={more}
            problem={problem}
          />
        )}
      </div>
    </div>
  );
}, samePicture);

function samePicture(a: PartsProps, b: PartsProps): boolean {
  return (
    a.service === b.service &&
    a.history === b.history &&
    a.readAgain === b.readAgain &&
    a.entity.eventId === b.entity.eventId
  );
}

const NOT_KNOWN: EntityHistory = { service: '', from: '', to: '', items: [], origins: [] };

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

/** At this instant it did not exist; its first write says when it will. */
function NotYet({ history }: { history: HistoryAnswer }) {
  const store = useStore();
  const first = 'value' in history ? historyRows([history.value]).at(-1) : undefined;
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

interface DocumentProps {
  readonly service: string;
  readonly entity: EntityState;
  readonly rows: readonly HistoryRow[];
}

function Document({ service, entity, rows }: DocumentProps) {
  const store = useStore();
  const blamed = useScene((scene) => scene.blame);
  const before = writeBefore(rows, entity.eventId);
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
        {!entity.deleted && (
          <button
            type="button"
            className="small-button"
            aria-pressed={blamed}
            onClick={() => store.dispatch({ type: 'show-blame', shown: !blamed })}
          >
            Who set what
          </button>
        )}
      </p>
      {blamed && !entity.deleted ? (
        <BlameTable service={service} entity={entity} />
      ) : entity.deleted ? (
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
