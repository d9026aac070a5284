/** What canvases need of the browser: their size, the theme's colours, sharp pixels. */
import { useEffect, useLayoutEffect, useState } from 'react';
import type { RefObject } from 'react';
import { usePreferences } from '../../preferences';
import { coloursOf } from './colours';
import type { Colours } from './colours';
import type { Size } from './paint';

/** The element's size in CSS pixels; nothing while it has none. */
export function useSize(element: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const measure = () => setSize({ width: current.clientWidth, height: current.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return size;
}

/** Of the present theme; again when the theme changes. */
export function useColours(element: RefObject<HTMLElement | null>): Colours | undefined {
  const { theme } = usePreferences();
  const [colours, setColours] = useState<Colours>();
  useEffect(() => {
    const read = () => {
      if (element.current !== null) setColours(coloursOf(element.current));
    };
    read();
    const system = matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', read);
    return () => system.removeEventListener('change', read);
  }, [element, theme]);
  return colours;
}

/** The canvas to paint on in CSS pixels, as sharp as the screen is. */
export function sharpened(
  canvas: HTMLCanvasElement,
  { width, height }: Size,
): CanvasRenderingContext2D | undefined {
  const ratio = window.devicePixelRatio;
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  const context = canvas.getContext('2d') ?? undefined;
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}
