import { useMemo, useState } from 'react';
import type { Json } from '../model/json';
import { jsonRows } from '../model/jsonRows';
import type { JsonRow } from '../model/jsonRows';
import { VirtualList } from './VirtualList';

interface Props {
  readonly label: string;
  readonly value: Json;
  /** What to mark changes against. */
  readonly before?: Json | undefined;
}

const NOTHING_TOGGLED: ReadonlyMap<string, boolean> = new Map();

/** A JSON document whose parts open and close; stays open as it was when the value changes. */
export function JsonTree({ label, value, before }: Props) {
  const [toggled, setToggled] = useState(NOTHING_TOGGLED);
  const [cursor, setCursor] = useState<number>();
  const rows = useMemo(
    () => jsonRows({ value, toggled, ...(before === undefined ? {} : { before }) }),
    [value, before, toggled],
  );
  const toggle = (index: number, open: boolean) => {
    const row = rows[index];
    if (row !== undefined && row.size > 0) setToggled(new Map(toggled).set(row.path, open));
  };
  return (
    <VirtualList
      label={label}
      role="tree"
      count={rows.length}
      rowHeight={20}
      idOf={(index) => rows[index]?.path ?? String(index)}
      rowOf={(index) => {
        const row = rows[index];
        return row === undefined ? null : <TreeRow row={row} />;
      }}
      stateOf={(index) => {
        const row = rows[index];
        if (row === undefined) return {};
        const mark = row.mark === undefined ? '' : `json-${row.mark}`;
        return {
          level: row.depth + 1,
          className: `json-row ${mark}`,
          ...(row.size > 0 ? { expanded: row.open } : {}),
        };
      }}
      cursor={cursor}
      onCursor={setCursor}
      onChoose={(index) => toggle(index, rows[index]?.open !== true)}
      onToggle={toggle}
    />
  );
}

const MARK_WORDS = { added: 'new', removed: 'gone', changed: 'was', inside: '' } as const;

function TreeRow({ row }: { row: JsonRow }) {
  const word = row.mark === undefined ? '' : MARK_WORDS[row.mark];
  return (
    <span className="json-line" style={{ paddingInlineStart: `${String(row.depth * 14)}px` }}>
      <span className="json-sign" aria-hidden>
        {row.size === 0 ? '' : row.open ? '▾' : '▸'}
      </span>
      {row.label !== undefined && <span className="json-key">{row.label}</span>}
      {row.label !== undefined && <span className="json-colon">:</span>}
      {row.open ? (
        <span className="json-size">
          {row.kind === 'array' ? `[${String(row.size)}]` : `{${String(row.size)}}`}
        </span>
      ) : (
        <span className={`json-value json-${row.kind}`} title={row.text}>
          {row.text}
        </span>
      )}
      {word !== '' && (
        <span className="json-mark">
          {word}
          {row.before !== undefined && <del>{row.before}</del>}
        </span>
      )}
    </span>
  );
}
