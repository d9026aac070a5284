import { useMemo, useState } from 'react';
import { durationText } from '../../model/format';
import { shortName } from '../../model/mapScene';
import { fractionOf } from '../../model/window';
import { plus, nanos } from '../../model/time';
import type { TraceTree } from '../../model/traceTree';
import { axisTicks, otherSideMissing, waterfallRows } from '../../model/waterfall';
import type { WaterfallRow } from '../../model/waterfall';
import { VirtualList } from '../../parts/VirtualList';
import { useScene, useStore } from '../../store';

const NONE: ReadonlySet<string> = new Set();

/** The calls of a trace on one time axis. */
export function Waterfall({ tree, spanId }: { tree: TraceTree; spanId: string | undefined }) {
  const store = useStore();
  const [closed, setClosed] = useState(NONE);
  const rows = useMemo(() => waterfallRows(tree, closed), [tree, closed]);
  const chosen = rows.findIndex((row) => row.spanId === spanId);
  const [cursor, setCursor] = useState<number | undefined>(chosen < 0 ? undefined : chosen);
  const ticks = useMemo(() => axisTicks(tree.length, 5), [tree]);
  const playhead = useScene((scene) => playheadIn(tree, scene.at));
  const toggle = (index: number, open: boolean) => {
    const row = rows[index];
    if (row === undefined || row.node.children.length === 0) return;
    const next = new Set(closed);
    if (open) next.delete(row.id);
    else next.add(row.id);
    setClosed(next);
  };
  return (
    <div className="waterfall">
      <div className="waterfall-axis mono" aria-hidden>
        <span className="waterfall-track">
          {ticks.map((tick) => (
            <span key={tick} style={{ insetInlineStart: percent(tick / tree.length) }}>
              {durationText(tick)}
            </span>
          ))}
          {playhead !== undefined && (
            <i className="waterfall-playhead" style={{ insetInlineStart: percent(playhead) }} />
          )}
        </span>
      </div>
      <VirtualList
        label="Calls of the trace"
        role="tree"
        count={rows.length}
        rowHeight={24}
        idOf={(index) => rows[index]?.id ?? String(index)}
        rowOf={(index) => {
          const row = rows[index];
          return row && <RowLine row={row} length={tree.length} />;
        }}
        stateOf={(index) => {
          const row = rows[index];
          if (row === undefined) return {};
          return {
            selected: row.spanId === spanId,
            level: row.depth + 1,
            ...(row.node.children.length > 0 ? { expanded: row.open } : {}),
          };
        }}
        cursor={cursor}
        onCursor={setCursor}
        onChoose={(index) => {
          const row = rows[index];
          if (row !== undefined) store.dispatch({ type: 'choose-span', spanId: row.spanId });
        }}
        onToggle={toggle}
        {...(chosen < 0 ? {} : { anchor: { index: chosen, key: spanId ?? '' } })}
      />
    </div>
  );
}

const percent = (fraction: number): string => `${(fraction * 100).toFixed(3)}%`;

function playheadIn(tree: TraceTree, at: Parameters<typeof fractionOf>[1]): number | undefined {
  const to = plus(tree.begin, nanos(BigInt(Math.ceil(tree.length))));
  const fraction = fractionOf({ from: tree.begin, to }, at);
  return fraction >= 0 && fraction <= 1 ? fraction : undefined;
}

function RowLine({ row, length }: { row: WaterfallRow; length: number }) {
  const { node } = row;
  const failed = node.kind === 'call' && node.call.error;
  const missing = otherSideMissing(node);
  return (
    <span className="waterfall-row" data-failed={failed || undefined} data-kind={node.kind}>
      <span
        className="waterfall-name"
        style={{ paddingInlineStart: `${String(row.depth * 12)}px` }}
      >
        <span className="waterfall-sign" aria-hidden>
          {node.children.length === 0 ? '' : row.open ? '▾' : '▸'}
        </span>
        {node.kind === 'call' ? (
          <>
            <span className="waterfall-service">{shortName(node.call.service)}</span>
            <span className="waterfall-call" title={node.call.name}>
              {node.call.name}
            </span>
          </>
        ) : (
          <em title={`span ${node.spanId}`}>not recorded</em>
        )}
        {row.hidden > 0 && (
          <span className={row.hiddenError ? 'tag failed' : 'tag'}>
            {row.hiddenError ? '✕ ' : ''}+{row.hidden}
          </span>
        )}
        {row.oddities.length > 0 && (
          <span className="tag warning" title={row.oddities.join('; ')}>
            clock?
          </span>
        )}
        {missing && (
          <span className="tag" title="Nothing recorded answers this call">
            no answer seen
          </span>
        )}
        {failed && <span className="error waterfall-failed">✕</span>}
      </span>
      <span className="waterfall-track">
        <Bar row={row} length={length} />
      </span>
    </span>
  );
}

function Bar({ row, length }: { row: WaterfallRow; length: number }) {
  const { node } = row;
  const from = node.start / length;
  const width = (node.end - node.start) / length;
  const inside = from + width > 0.82;
  return (
    <>
      <span
        className="waterfall-bar"
        style={{ insetInlineStart: percent(from), width: `max(2px, ${percent(width)})` }}
      />
      {row.critical.map((stretch) => (
        <span
          key={stretch.from}
          className="waterfall-critical"
          style={{
            insetInlineStart: percent(stretch.from / length),
            width: percent((stretch.to - stretch.from) / length),
          }}
        />
      ))}
      {row.marks.map((mark, index) => (
        <span
          key={index}
          className={`waterfall-mark waterfall-mark-${mark.kind}`}
          style={{ insetInlineStart: percent(mark.at / length) }}
        />
      ))}
      <span
        className={`waterfall-duration mono${inside && width > 0.15 ? ' waterfall-inside' : ''}`}
        style={
          inside
            ? { insetInlineEnd: `calc(${percent(1 - from - width)} + 5px)` }
            : { insetInlineStart: `calc(${percent(from + width)} + 5px)` }
        }
      >
        {durationText(node.end - node.start)}
      </span>
    </>
  );
}
