import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { MapLayout, Point } from '../../model/mapLayout';

/** The part of the layout that is seen, in its pixels. */
interface View {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a drag began. */
interface Grip {
  readonly x: number;
  readonly y: number;
  readonly view: View;
}

const CLOSEST = 2.5;
/** Smaller than this nothing can be read: then a part is shown, around what is chosen. */
const SMALLEST = 0.66;

/** The seen part: all of it, until the reader zooms by the wheel or moves by dragging. */
export function useZoom(
  picture: RefObject<SVGSVGElement | null>,
  layout: MapLayout,
  centre: Point | undefined,
) {
  const [size, setSize] = useState({ width: 1, height: 1 });
  const [chosen, setChosen] = useState<View>();
  const whole = wholeOf(layout, size);
  const view = chosen ?? readable(whole, layout, size, centre);
  const held = useRef<Grip | undefined>(undefined);

  useEffect(() => {
    const element = picture.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) {
        const { width, height } = entry.contentRect;
        setSize({ width: Math.max(1, width), height: Math.max(1, height) });
        setChosen(undefined);
      }
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [picture]);

  useEffect(() => {
    const element = picture.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const factor = Math.exp(Math.max(-50, Math.min(50, event.deltaY)) * 0.005);
      const box = element.getBoundingClientRect();
      const fx = (event.clientX - box.left) / box.width;
      const fy = (event.clientY - box.top) / box.height;
      setChosen(zoomed(view, whole, size, factor, fx, fy));
    };
    const onDown = (event: PointerEvent) => {
      held.current = event.button === 0 ? { x: event.clientX, y: event.clientY, view } : undefined;
    };
    const onMove = (event: PointerEvent) => {
      const grip = held.current;
      if (grip === undefined || event.buttons === 0) return;
      const scale = grip.view.width / size.width;
      const [dx, dy] = [(event.clientX - grip.x) * scale, (event.clientY - grip.y) * scale];
      if (Math.hypot(dx, dy) > 4)
        setChosen({ ...grip.view, x: grip.view.x - dx, y: grip.view.y - dy });
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    element.addEventListener('pointerdown', onDown);
    element.addEventListener('pointermove', onMove);
    return () => {
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('pointermove', onMove);
    };
  });

  return {
    view,
    scale: size.width / view.width,
    fitted: chosen === undefined,
    /** Whether more is there than is seen. */
    partial: view.width < whole.width * 0.99,
    fit: () => setChosen(undefined),
    showAll: () => setChosen(whole),
  };
}

/** The whole layout in the middle, never larger than life. */
function wholeOf(layout: MapLayout, size: { width: number; height: number }): View {
  const scale = Math.max(layout.width / size.width, layout.height / size.height, 1);
  const [width, height] = [size.width * scale, size.height * scale];
  return { x: (layout.width - width) / 2, y: (layout.height - height) / 2, width, height };
}

/** The whole where that can be read, else as much as can be, around the centre. */
function readable(
  whole: View,
  layout: MapLayout,
  size: { width: number; height: number },
  centre: Point | undefined,
): View {
  if (size.width / whole.width >= SMALLEST) return whole;
  const [width, height] = [size.width / SMALLEST, size.height / SMALLEST];
  const { x, y } = centre ?? { x: layout.width / 2, y: 0 };
  return {
    x: within(x - width / 2, layout.width - width),
    y: within(y - height / 2, layout.height - height),
    width,
    height,
  };
}

/** No empty margin where the layout is larger than the view; in the middle where it is smaller. */
const within = (start: number, slack: number): number =>
  slack <= 0 ? slack / 2 : Math.max(0, Math.min(slack, start));

function zoomed(
  view: View,
  whole: View,
  size: { width: number; height: number },
  factor: number,
  fx: number,
  fy: number,
): View | undefined {
  const width = Math.max(size.width / CLOSEST, view.width * factor);
  if (width >= whole.width) return whole;
  const height = (width * view.height) / view.width;
  return {
    x: view.x + (view.width - width) * fx,
    y: view.y + (view.height - height) * fy,
    width,
    height,
  };
}
