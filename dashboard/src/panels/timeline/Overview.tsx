import { useEffect, useRef } from 'react';
import { timeline } from '../../api/timeline';
import { countsOf, gapsOf } from '../../model/counts';
import { overviewOf } from '../../model/scene';
import type { Scene } from '../../model/scene';
import { ceilTo, floorTo, stepFor } from '../../model/steps';
import { epochNanos } from '../../model/time';
import { fractionOf, sameWindow, width } from '../../model/window';
import type { Window } from '../../model/window';
import { useStore } from '../../store';
import { now } from '../../wiring/address';
import { onceAFrame } from '../../wiring/frames';
import { useAnswer } from '../../wiring/useAnswer';
import { useFresh } from '../../wiring/useFresh';
import { sharpened, useColours, useSize } from './canvas';
import { overviewGestures } from './gestures';
import { paintOverview } from './paint';

const BUCKETS = 400;

/** All of history, with the timeline's window as a brush. */
export function Overview() {
  const store = useStore();
  const lane = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const brush = useRef<HTMLDivElement>(null);
  const needle = useRef<HTMLDivElement>(null);
  const size = useSize(lane);
  const colours = useColours(lane);
  const { answer, refresh } = useAnswer(timeline, question);
  useFresh(refresh);
  const value = 'value' in answer ? answer.value : undefined;

  useEffect(() => {
    if (lane.current === null) return undefined;
    return overviewGestures(lane.current, store, () => overviewOf(store.scene()));
  }, [store]);

  useEffect(() => {
    const counts = value && countsOf(value);
    const gaps = gapsOf(value?.completeness);
    let painted: Window | undefined;
    const paint = () => {
      const scene = store.scene();
      const whole = overviewOf(scene);
      lane.current?.toggleAttribute('data-empty', whole === undefined);
      if (canvas.current === null || colours === undefined || whole === undefined) return;
      if (painted === undefined || !sameWindow(painted, whole)) {
        const context = sharpened(canvas.current, size);
        const { history } = scene;
        if (context === undefined) return;
        paintOverview(context, size, colours, { window: whole, counts, gaps, history, now: now() });
        painted = whole;
      }
      place(brush.current, whole, scene.window, size.width);
      const x = fractionOf(whole, scene.at) * size.width;
      if (needle.current !== null) needle.current.style.transform = `translateX(${x.toFixed(1)}px)`;
    };
    const [soon, cancel] = onceAFrame(paint);
    paint();
    const stop = store.subscribe(soon);
    return () => {
      stop();
      cancel();
    };
  }, [store, size, colours, value]);

  return (
    <div className="overview" ref={lane} title="All that is recorded: drag the brush">
      <canvas ref={canvas} aria-hidden="true" />
      <div className="overview-needle" ref={needle} />
      <div className="overview-brush" ref={brush} />
    </div>
  );
}

/** Round, so that it does not change while history grows by a little. */
function question(scene: Scene) {
  const whole = overviewOf(scene);
  if (whole === undefined) return undefined;
  const step = stepFor(width(whole), BUCKETS);
  const from = epochNanos(floorTo(whole.from, step));
  const to = epochNanos(ceilTo(whole.to, step));
  return { from, to, buckets: Number((to - from) / step) };
}

const NARROWEST_BRUSH = 5;

function place(element: HTMLElement | null, whole: Window, window: Window, pixels: number) {
  if (element === null) return;
  const within = (fraction: number) => Math.max(0, Math.min(1, fraction)) * pixels;
  const left = within(fractionOf(whole, window.from));
  const wide = Math.max(NARROWEST_BRUSH, within(fractionOf(whole, window.to)) - left);
  element.style.transform = `translateX(${Math.min(left, pixels - NARROWEST_BRUSH).toFixed(1)}px)`;
  element.style.width = `${wide.toFixed(1)}px`;
}
