import { useEffect, useId, useLayoutEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useRows } from './useRows';
import './parts.css';

/** What assistive technology is told of a row. */
export interface RowState {
  readonly selected?: boolean;
  /** For rows that open: whether this one is. */
  readonly expanded?: boolean;
  /** Depth in a tree, from 1. */
  readonly level?: number;
  readonly className?: string;
}

interface Props {
  readonly label: string;
  /** `tree` rows have levels and open with the arrow keys. */
  readonly role: 'listbox' | 'tree';
  readonly count: number;
  readonly rowHeight: number;
  readonly idOf: (index: number) => string;
  readonly rowOf: (index: number) => ReactNode;
  readonly stateOf?: (index: number) => RowState;
  /** The row that the keyboard is on. */
  readonly cursor: number | undefined;
  readonly onCursor: (index: number) => void;
  /** Enter, or a click. */
  readonly onChoose?: (index: number) => void;
  /** Right and left arrow in a tree. */
  readonly onToggle?: (index: number, open: boolean) => void;
  /** Brings a row into the middle whenever `key` changes. */
  readonly anchor?: { readonly index: number; readonly key: string };
  /** Rows that were put before the others so far; what is in view stays in view when it grows. */
  readonly prepended?: number;
  readonly onVisible?: (first: number, last: number) => void;
  /** Drawn at a place between rows, such as the playhead before row `index`. */
  readonly lineAt?: { readonly index: number; readonly content: ReactNode };
}

/**
 * Rows of which only those in view exist. One stop for the Tab key; the arrow keys move within. A
 * click on a row does what Enter does.
 */
export function VirtualList(props: Props) {
  const { label, role, count, rowHeight, cursor, anchor, lineAt, onVisible } = props;
  const prefix = useId();
  const { scroller, rows, viewHeight, scrollTo, scrollBy } = useRows(rowHeight, count);
  const { first } = rows;
  const last = rows.end - 1;

  const anchored = useRef('');
  useLayoutEffect(() => {
    if (anchor === undefined || viewHeight === 0 || anchored.current === anchor.key) return;
    anchored.current = anchor.key;
    scrollTo(Math.max(0, anchor.index), 'middle');
  });
  const { prepended = 0 } = props;
  const known = useRef(prepended);
  useLayoutEffect(() => {
    const grown = prepended - known.current;
    known.current = prepended;
    if (grown > 0) scrollBy(grown * rowHeight);
  });
  useEffect(() => {
    if (viewHeight > 0) onVisible?.(first, last);
  }, [first, last, count, viewHeight, onVisible]);

  const go = (index: number) => {
    const next = Math.max(0, Math.min(count - 1, index));
    props.onCursor(next);
    scrollTo(next, 'nearest');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || count === 0) return;
    const page = Math.max(1, Math.floor(viewHeight / rowHeight) - 1);
    if (!act(event.key, page, cursor ?? -1)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const act = (key: string, page: number, at: number): boolean => {
    switch (key) {
      case 'ArrowDown':
        go(at + 1);
        return true;
      case 'ArrowUp':
        go(at - 1);
        return true;
      case 'PageDown':
        go(at + page);
        return true;
      case 'PageUp':
        go(at - page);
        return true;
      case 'Home':
        go(0);
        return true;
      case 'End':
        go(count - 1);
        return true;
      case 'ArrowRight':
      case 'ArrowLeft':
        if (at >= 0) props.onToggle?.(at, key === 'ArrowRight');
        return props.onToggle !== undefined;
      case 'Enter':
        if (at >= 0) props.onChoose?.(at);
        return true;
      default:
        return false;
    }
  };

  const rowRole = role === 'tree' ? 'treeitem' : 'option';
  const active = cursor !== undefined && cursor < count ? `${prefix}-${String(cursor)}` : undefined;
  const inView = cursor !== undefined && cursor >= first && cursor <= last;
  const items = Array.from({ length: rows.end - first }, (_, nth) => first + nth);
  return (
    <div
      ref={scroller}
      className="virtual-list"
      role={role}
      aria-label={label}
      aria-activedescendant={inView ? active : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: count * rowHeight }}>
        {items.map((index) => {
          const state = props.stateOf?.(index) ?? {};
          return (
            <div
              key={props.idOf(index)}
              id={`${prefix}-${String(index)}`}
              role={rowRole}
              aria-selected={state.selected ?? false}
              aria-expanded={state.expanded}
              aria-level={state.level}
              aria-posinset={index + 1}
              aria-setsize={count}
              className={`virtual-row ${state.className ?? ''}`}
              data-cursor={index === cursor || undefined}
              style={{ height: rowHeight, transform: `translateY(${String(index * rowHeight)}px)` }}
              onClick={() => {
                props.onCursor(index);
                props.onChoose?.(index);
              }}
            >
              {props.rowOf(index)}
            </div>
          );
        })}
        {lineAt !== undefined && (
          <div
            className="virtual-line"
            aria-hidden
            style={{ transform: `translateY(${String(lineAt.index * rowHeight)}px)` }}
          >
            {lineAt.content}
          </div>
        )}
      </div>
    </div>
  );
}
