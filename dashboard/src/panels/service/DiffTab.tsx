import { useCallback, useMemo, useState } from 'react';
import { moreDiff } from '../../api/pages';
import { serviceDiff } from '../../api/state';
import type { StateDiff } from '../../model/answers';
import { diffCounts, diffRows } from '../../model/diffRows';
import type { DiffMark, DiffRow } from '../../model/diffRows';
import { countOf, countText } from '../../model/format';
import { formatInstant, minus, seconds } from '../../model/time';
import { Failure } from '../../page/Panel';
import { Time } from '../../parts/Time';
import { VirtualList } from '../../parts/VirtualList';
import { useScene, useStore } from '../../store';
import { useAnswer } from '../../wiring/useAnswer';
import { usePages } from '../../wiring/usePages';

/** What changed in the service from the earlier to the later of the instant and B. */
export function DiffTab({ service }: { service: string }) {
  const store = useStore();
  const compareWith = useScene((scene) => scene.compareWith);
  const { answer, refresh } = useAnswer(serviceDiff, ({ at, compareWith: b }) => {
    if (b === undefined) return undefined;
    return at < b ? { service, from: at, to: b } : { service, from: b, to: at };
  });
  if (compareWith === undefined) {
    const compare = (back: number) =>
      store.dispatch({ type: 'compare-with', at: minus(store.scene().at, seconds(back)) });
    return (
      <div className="panel-note">
        <p>
          Compare this instant with another, B: press <kbd>d</kbd> to set B here, then drag the
          playhead; or compare with
        </p>
        <p className="diff-offers">
          <button type="button" onClick={() => compare(10)}>
            10 s before
          </button>
          <button type="button" onClick={() => compare(60)}>
            1 min before
          </button>
          <button type="button" onClick={() => compare(600)}>
            10 min before
          </button>
        </p>
      </div>
    );
  }
  return (
    <div className="service-list">
      <div className="service-tools diff-tools">
        {'value' in answer ? (
          <span>
            from <Time text={answer.value.from} /> to <Time text={answer.value.to} />
          </span>
        ) : (
          <span>
            B is <Time text={formatInstant(compareWith)} />
          </span>
        )}
        <span className="spring" />
        <button
          type="button"
          className="small-button"
          onClick={() => store.dispatch({ type: 'compare-with', at: undefined })}
        >
          End diff
        </button>
      </div>
      {answer.kind === 'failed' && <Failure problem={answer.problem} retry={refresh} />}
      {answer.kind === 'loading' && <p className="panel-note">Comparing …</p>}
      {'value' in answer && <Rows page={answer.value} />}
    </div>
  );
}

function Rows({ page }: { page: StateDiff }) {
  const store = useStore();
  const open = useScene((scene) => scene.entity);
  const [cursor, setCursor] = useState<number>();
  const { service, from, to } = page;
  const load = useCallback(
    (next: string, signal: AbortSignal) => moreDiff({ service, from, to, cursor: next }, signal),
    [service, from, to],
  );
  const { pages, more, problem } = usePages(page, load);
  const rows = useMemo(() => diffRows(pages, open), [pages, open]);
  const counts = useMemo(() => diffCounts(rows), [rows]);
  const hasMore = pages.at(-1)?.next !== undefined;
  const onVisible = useCallback(
    (_: number, last: number) => {
      if (hasMore && last > rows.length - 20 && problem === undefined) more();
    },
    [hasMore, rows.length, problem, more],
  );
  if (rows.length === 0) {
    return <p className="panel-note">Nothing differs between these two instants.</p>;
  }
  return (
    <>
      <VirtualList
        label="Differences"
        role="listbox"
        count={rows.length}
        rowHeight={22}
        idOf={(index) => rows[index]?.id ?? String(index)}
        rowOf={(index) => {
          const row = rows[index];
          return row && <DiffLine row={row} />;
        }}
        stateOf={(index) => {
          const row = rows[index];
          const selected =
            row?.kind === 'thing' &&
            row.entity !== undefined &&
            row.entity.type === open?.type &&
            row.entity.key === open.key;
          return { selected, className: `diff-row diff-${row?.kind ?? 'note'}` };
        }}
        cursor={cursor}
        onCursor={setCursor}
        onChoose={(index) => {
          const entity = entityOf(rows, index);
          if (entity !== undefined) store.dispatch({ type: 'open-entity', entity });
        }}
        onVisible={onVisible}
      />
      <footer className="service-foot">
        {countOf(page.entitiesTotal, 'entity', 'entities')} and{' '}
        {countOf(page.configTotal, 'setting')} differ{hasMore ? '; of those loaded ' : ': '}
        {countText(counts.added)} new, {countText(counts.changed)} changed,{' '}
        {countText(counts.removed)} gone
        {problem !== undefined && (
          <button type="button" className="small-button" onClick={more}>
            The next page failed; try again
          </button>
        )}
      </footer>
    </>
  );
}

/** The entity that a row is of: its own, or that of the thing above a field. */
function entityOf(rows: readonly DiffRow[], index: number) {
  for (let i = index; i >= 0; i--) {
    const row = rows[i];
    if (row?.kind === 'thing') return row.entity;
    if (row?.kind === 'heading') return undefined;
  }
  return undefined;
}

const SIGNS: Readonly<Record<DiffMark, { sign: string; word: string }>> = {
  added: { sign: '+', word: 'new' },
  removed: { sign: '−', word: 'gone' },
  changed: { sign: '~', word: 'changed' },
};

function DiffLine({ row }: { row: DiffRow }) {
  if (row.kind === 'heading') {
    return (
      <span className="diff-line">
        <strong>{row.text}</strong> <span className="dim">{countText(row.count)}</span>
      </span>
    );
  }
  if (row.kind === 'note') return <span className="diff-line dim">{row.text}</span>;
  const { sign, word } = SIGNS[row.mark];
  return (
    <span className="diff-line mono" data-mark={row.mark}>
      <span className="diff-sign" title={word}>
        {sign}
      </span>
      <span className="diff-name">{row.kind === 'thing' ? row.name : row.path}</span>
      {row.before !== undefined && <del title={row.before}>{row.before}</del>}
      {row.before !== undefined && row.after !== undefined && <span className="dim">→</span>}
      {row.after !== undefined && <ins title={row.after}>{row.after}</ins>}
    </span>
  );
}
