import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import type { Counts } from '../../model/counts';
import { markNear, placeMarks } from '../../model/marks';
import type { Mark, PlacedMark } from '../../model/marks';
import { ticksOf } from '../../model/ticks';
import { instantAt, sameWindow } from '../../model/window';
import type { Window } from '../../model/window';
import { useZone } from '../../preferences';
import { useStore } from '../../store';
import { now } from '../../wiring/address';
import { onceAFrame } from '../../wiring/frames';
import { Needles } from './Needles';
import { sharpened, useColours, useSize } from './canvas';
import { timelineGestures } from './gestures';
import { hoverText } from './hover';
import { MARK_LANE, paintTimeline } from './paint';

interface Props {
  readonly track: RefObject<HTMLDivElement | null>;
  readonly counts: Counts | undefined;
  readonly gaps: readonly Window[];
  readonly marks: readonly Mark[];
}

/**
 * Bars, marks and axis on one canvas. A drag does not touch it: it moves the needles above, which
 * the browser does without painting.
 */
export function Track({ track, counts, gaps, marks }: Props) {
  const store = useStore();
  const zone = useZone();
  const canvas = useRef<HTMLCanvasElement>(null);
  const hover = useRef<HTMLDivElement>(null);
  const placed = useRef<readonly PlacedMark[]>([]);
  const size = useSize(track);
  const colours = useColours(track);

  useEffect(() => {
    let painted: Window | undefined;
    const paint = () => {
      const { window, history } = store.scene();
      if (canvas.current === null || colours === undefined || size.width === 0) return;
      if (painted !== undefined && sameWindow(painted, window)) return;
      const context = sharpened(canvas.current, size);
      if (context === undefined) return;
      placed.current = placeMarks(marks, window, size.width);
      const ticks = ticksOf(window, size.width, zone);
      const picture = { window, counts, gaps, history, now: now(), marks: placed.current, ticks };
      paintTimeline(context, size, colours, picture);
      painted = window;
    };
    const [soon, cancel] = onceAFrame(paint);
    paint();
    const stop = store.subscribe((action) => {
      if (action.type === 'history-known' || action.type === 'recorded-until') painted = undefined;
      soon();
    });
    return () => {
      stop();
      cancel();
    };
  }, [store, size, colours, zone, counts, gaps, marks]);

  useEffect(() => {
    const { current: element } = track;
    if (element === null) return undefined;
    const xIn = (clientX: number) => clientX - element.getBoundingClientRect().left;
    const yIn = (clientY: number) => clientY - element.getBoundingClientRect().top;
    return timelineGestures(element, store, {
      markAt: (clientX, clientY) =>
        yIn(clientY) <= MARK_LANE ? markNear(placed.current, xIn(clientX))?.marks[0].at : undefined,
      hover: (event) => {
        if (hover.current === null) return;
        hover.current.hidden = event?.buttons !== 0;
        if (event?.buttons !== 0) return;
        const { window } = store.scene();
        const x = xIn(event.clientX);
        const at = instantAt(window, x / Math.max(1, element.clientWidth));
        const mark = markNear(placed.current, x);
        hover.current.textContent = hoverText(at, window, element.clientWidth, counts, mark, zone);
        hover.current.style.transform = `translateX(${Math.round(x)}px)`;
        hover.current.dataset.side = x > element.clientWidth / 2 ? 'left' : 'right';
      },
    });
  }, [store, track, counts, zone]);

  return (
    <div className="track" ref={track}>
      <canvas ref={canvas} aria-hidden="true" />
      <Needles pixels={size.width} counts={counts} />
      <div className="track-hover mono" ref={hover} hidden />
    </div>
  );
}
