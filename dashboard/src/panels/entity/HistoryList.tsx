import { useCallback, useMemo, useState } from 'react';
import type { Problem } from '../../api/client';
import { writeAt } from '../../model/entityHistory';
import type { HistoryRow } from '../../model/entityHistory';
import { shortId } from '../../model/format';
import { jsonLine } from '../../model/json';
import type { FieldChange } from '../../model/jsonPairs';
import { Failure } from '../../page/Panel';
import { Time } from '../../parts/Time';
import { VirtualList } from '../../parts/VirtualList';
import { useScene, useStore } from '../../store';

/** Writes and the fields that they changed, one below the other, the newest first. */
type Line =
  | { readonly kind: 'write'; readonly write: HistoryRow; readonly current: boolean }
  | { readonly kind: 'field'; readonly write: HistoryRow; readonly change: FieldChange };

/** So many writes are held; older ones are in the list of events. */
const MOST_WRITES = 6_000;
const FIELDS_SHOWN = 6;
const VALUE_LENGTH = 60;

/** Lines from the end of the list at which older writes are asked for. */
const MARGIN = 40;

interface Props {
  readonly rows: readonly HistoryRow[];
  /** Whether there are no older writes. */
  readonly whole: boolean;
  readonly more: () => void;
  readonly problem: Problem | undefined;
}

export function HistoryList({ rows, whole, more, problem }: Props) {
  const store = useStore();
  // Only which write is current matters, so a moving instant does not paint the list anew.
  const currentId = useScene((scene) => writeAt(rows, scene.at)?.id);
  const lines = useMemo(() => linesOf(rows, currentId), [rows, currentId]);
  const [cursor, setCursor] = useState<number>();
  const full = rows.length >= MOST_WRITES;
  const onVisible = useCallback(
    (_: number, last: number) => {
      if (!whole && !full && problem === undefined && last >= lines.length - MARGIN) more();
    },
    [whole, full, problem, lines, more],
  );
  const playhead = lines.findIndex((line) => line.kind === 'write' && line.current);
  if (rows.length === 0) return <p className="content-note">No write of it is recorded.</p>;
  return (
    <>
      <VirtualList
        label="Writes, the newest first; Enter goes to one"
        role="listbox"
        count={lines.length}
        rowHeight={20}
        idOf={(index) => idOf(lines[index], index)}
        rowOf={(index) => {
          const line = lines[index];
          if (line === undefined) return null;
          return line.kind === 'write' ? (
            <WriteLine line={line} />
          ) : (
            <FieldLine change={line.change} />
          );
        }}
        stateOf={(index) => {
          const line = lines[index];
          return {
            selected: line?.kind === 'write' && line.current,
            className: `history-${line?.kind ?? 'write'}${line?.write.id === currentId ? ' history-now' : ''}`,
          };
        }}
        cursor={cursor}
        onCursor={setCursor}
        onChoose={(index) => {
          const write = lines[index]?.write;
          if (write !== undefined) store.dispatch({ type: 'jump', at: write.at });
        }}
        onVisible={onVisible}
        {...(playhead < 0 ? {} : { anchor: { index: playhead, key: currentId ?? '' } })}
      />
      {problem !== undefined && <Failure problem={problem} retry={more} />}
      {!whole && problem === undefined && (
        <footer className="entity-foot">
          the newest {rows.length} writes{full ? ': no older ones are kept here' : ''}
        </footer>
      )}
    </>
  );
}

function linesOf(rows: readonly HistoryRow[], currentId: string | undefined): Line[] {
  return rows.flatMap((write): Line[] => [
    { kind: 'write', write, current: write.id === currentId },
    ...write.changes.items
      .slice(0, FIELDS_SHOWN)
      .map((change): Line => ({ kind: 'field', write, change })),
  ]);
}

function idOf(line: Line | undefined, index: number): string {
  if (line === undefined) return String(index);
  return line.kind === 'write' ? line.write.id : `${line.write.id} ${line.change.path}`;
}

const SIGNS = { created: '+', changed: '~', rewritten: '=', deleted: '✕' } as const;
const WORDS = {
  created: 'created',
  changed: '',
  rewritten: 'same value',
  deleted: 'deleted',
} as const;

function WriteLine({ line: { write, current } }: { line: Extract<Line, { kind: 'write' }> }) {
  const hidden = write.changes.items.length - FIELDS_SHOWN;
  return (
    <span className="history-line">
      <span className="history-sign" title={write.what}>
        {current ? '▶' : SIGNS[write.what]}
      </span>
      <Time text={write.occurredAt} />
      {WORDS[write.what] !== '' && <span>{WORDS[write.what]}</span>}
      {hidden > 0 && <span className="dim">{hidden} more fields</span>}
      <span className="spring" />
      {write.version !== undefined && <span className="mono dim">{write.version}</span>}
      {write.traceId !== undefined && <span className="mono dim">{shortId(write.traceId)}</span>}
    </span>
  );
}

function FieldLine({ change: { path, before, after } }: { change: FieldChange }) {
  return (
    <span className="history-line mono">
      <span className="dim history-path" title={path}>
        {path === '' ? 'value' : path}
      </span>
      {before !== undefined && <del>{jsonLine(before, VALUE_LENGTH)}</del>}
      <span className="dim">→</span>
      {after === undefined ? <em>gone</em> : <ins>{jsonLine(after, VALUE_LENGTH)}</ins>}
    </span>
  );
}
