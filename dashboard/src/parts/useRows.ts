import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

/** The rows that exist: `first` included, `end` excluded. */
export interface Rows {
  readonly first: number;
  readonly end: number;
}

/** Rows come and go by so many at once, so that scrolling paints anew only now and then. */
const CHUNK = 8;

/** The rows that a view of the given height needs, with some to spare on both sides. */
export function rowsIn(scrollTop: number, height: number, rowHeight: number, count: number): Rows {
  const top = Math.floor(scrollTop / rowHeight / CHUNK) * CHUNK;
  const seen = Math.ceil(height / rowHeight / CHUNK) * CHUNK;
  const first = Math.max(0, Math.min(top, count) - CHUNK);
  return { first, end: Math.min(count, top + seen + 2 * CHUNK) };
}

/**
 * Which of many rows of one height are needed where the scroller stands, and ways to move it. The
 * height of the view is known from its observer, never read on the way: reading it after a change
 * would make the browser lay the page out once more.
 */
export function useRows(
  rowHeight: number,
  count: number,
): {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly rows: Rows;
  readonly viewHeight: number;
  readonly scrollTo: (index: number, align: 'middle' | 'nearest') => void;
  readonly scrollBy: (pixels: number) => void;
} {
  const scroller = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [viewHeight, setViewHeight] = useState(0);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setViewHeight(entry.contentRect.height);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const step = CHUNK * rowHeight;
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const onScroll = () => setTop(Math.floor(element.scrollTop / step) * step);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, [step]);

  const scrollTo = (index: number, align: 'middle' | 'nearest') => {
    const element = scroller.current;
    if (element === null || viewHeight === 0) return;
    const wanted = scrollFor(index * rowHeight, rowHeight, viewHeight, element.scrollTop, align);
    if (wanted === undefined) return;
    element.scrollTo(0, wanted);
    setTop(Math.floor(Math.max(0, wanted) / step) * step);
  };
  const scrollBy = (pixels: number) => scroller.current?.scrollBy(0, pixels);
  const rows = rowsIn(top, viewHeight, rowHeight, count);
  return { scroller, rows, viewHeight, scrollTo, scrollBy };
}

/** Where to scroll so that a row is in view; undefined where it is already, near enough. */
export function scrollFor(
  start: number,
  rowHeight: number,
  viewHeight: number,
  scrollTop: number,
  align: 'middle' | 'nearest',
): number | undefined {
  if (align === 'middle') return start + rowHeight / 2 - viewHeight / 2;
  if (start < scrollTop) return start;
  const end = start + rowHeight;
  return end > scrollTop + viewHeight ? end - viewHeight : undefined;
}
