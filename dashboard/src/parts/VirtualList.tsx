import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useVirtualizer } from 'react-window';
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

/** Rows that exist beyond those in view, on both sides, so that scrolling does not show a gap. */
const SPARE = 8;

/**
 * Rows of which only those in view exist. One stop for the Tab key; the arrow keys move within. A
 * click on a row does what Enter does.
 */
export function VirtualList(props: Props) {
  const { label, role, count, rowHeight, cursor, anchor, lineAt, onVisible } = props;
  const prefix = useId();
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const { items, visibleRange, totalSize, scrollToIndex } = useVirtualizer({
    count,
    itemSize: rowHeight,
    element: scroller,
    overscanCount: SPARE,
    // Rows are one below the other: asking the style for the direction would be for nothing.
    dir: 'ltr',
  });
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? -1;
  const inSight = visibleRange.stopIndex - visibleRange.startIndex;
  // Until the height is known, one row counts as in view.
  const measured = scroller !== null && (inSight > 0 || count === 1);
  const scrollTo = (index: number, align: 'center' | 'auto') => {
    if (index < count) scrollToIndex({ index, align, behavior: 'instant' });
  };

  const anchored = useRef('');
  useLayoutEffect(() => {
    if (anchor === undefined || !measured || anchored.current === anchor.key) return;
    anchored.current = anchor.key;
    scrollTo(Math.max(0, anchor.index), 'center');
  });
  const { prepended = 0 } = props;
  const known = useRef(prepended);
  useLayoutEffect(() => {
    const grown = prepended - known.current;
    known.current = prepended;
    if (grown > 0) scroller?.scrollBy(0, grown * rowHeight);
  });
  useEffect(() => {
    if (measured) onVisible?.(first, last);
  }, [first, last, count, measured, onVisible]);

  const go = (index: number) => {
    const next = Math.max(0, Math.min(count - 1, index));
    props.onCursor(next);
    scrollTo(next, 'auto');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || count === 0) return;
    const page = Math.max(1, inSight - 1);
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
  return (
    <div
      ref={setScroller}
      className="virtual-list"
      role={role}
      aria-label={label}
      aria-activedescendant={inView ? active : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: totalSize }}>
        {items.map(({ index, offset }) => {
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
              style={{ height: rowHeight, transform: `translateY(${String(offset)}px)` }}
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
