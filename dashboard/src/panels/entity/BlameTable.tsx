import { useMemo } from 'react';
import { entityBlame } from '../../api/state';
import type { EntityBlame, EntityState } from '../../model/answers';
import { blameRows } from '../../model/blameRows';
import type { BlameRow, Setter } from '../../model/blameRows';
import { missingFrom } from '../../model/completeness';
import { countOf, shortId } from '../../model/format';
import { parseInstant } from '../../model/time';
import { Failure } from '../../page/Panel';
import { Time } from '../../parts/Time';
import { useStore } from '../../store';
import { useAnswer } from '../../wiring/useAnswer';

interface Props {
  readonly service: string;
  readonly entity: EntityState;
}

/**
 * Who last set each field. It is asked as of the write that gave the value, where it is the same as
 * at the instant, so that moving the instant between two writes asks nothing.
 */
export function BlameTable({ service, entity: { type, key, changedAt } }: Props) {
  const at = parseInstant(changedAt);
  const { answer, refresh } = useAnswer(entityBlame, () =>
    at === undefined ? undefined : { service, type, key, at },
  );
  if (answer.kind === 'failed') return <Failure problem={answer.problem} retry={refresh} />;
  if (!('value' in answer)) return <p className="content-note">Asking who set each field …</p>;
  return <Fields blame={answer.value} />;
}

function Fields({ blame }: { blame: EntityBlame }) {
  const rows = useMemo(() => blameRows(blame), [blame]);
  const missing = missingFrom(blame.completeness);
  return (
    <div className="blame" tabIndex={0} role="region" aria-label="Who set each field">
      {missing !== undefined && <p className="panel-partial">Incomplete: {missing}</p>}
      <table>
        <thead>
          <tr>
            <th scope="col">field</th>
            <th scope="col">last set</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <FieldRow key={row.field} row={row} />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className="content-note">It holds no fields.</p>}
      {blame.fieldsLimited && (
        <p className="content-note">there are more fields: only the first 1,000 are looked at</p>
      )}
    </div>
  );
}

function FieldRow({ row }: { row: BlameRow }) {
  const { field, value, parts, setBy, unsure } = row;
  return (
    <tr>
      <th scope="row" className="mono blame-field">
        {field}
        <span className="blame-value" title={value}>
          {value ?? (parts > 0 ? `newest of ${countOf(parts, 'part')}` : '')}
        </span>
      </th>
      <td>
        {setBy === undefined ? (
          <span className="dim">not known</span>
        ) : (
          <SetBy setBy={setBy} unsure={unsure} />
        )}
      </td>
    </tr>
  );
}

function SetBy({ setBy, unsure }: { setBy: Setter; unsure: boolean }) {
  const store = useStore();
  const { at, occurredAt, operation, version, traceId, spanId } = setBy;
  return (
    <>
      <button
        type="button"
        className="small-button"
        onClick={() => store.dispatch({ type: 'jump', at })}
      >
        <span className="visually-hidden">Go to </span>
        <Time text={occurredAt} />
      </button>{' '}
      {unsure && (
        <span className="tag warning" title="Of a part of it no write is known">
          or later
        </span>
      )}{' '}
      {version !== undefined && <span className="mono entity-version">{version}</span>}
      <span className="blame-how">
        {operation !== undefined && <span className="blame-operation">{operation}</span>}
        {traceId !== undefined && (
          <button
            type="button"
            className="small-button"
            onClick={() => store.dispatch({ type: 'open-trace', trace: { traceId, spanId } })}
          >
            trace {shortId(traceId)}
          </button>
        )}
      </span>
    </>
  );
}
