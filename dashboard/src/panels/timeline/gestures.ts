/** Pointer and wheel on the timeline and the overview. */
import type { Scene } from '../../model/scene';
import type { EpochNanos } from '../../model/time';
import {
  centredOn,
  fractionOf,
  instantAt,
  pan,
  width,
  windowBetween,
  zoom,
} from '../../model/window';
import type { Window } from '../../model/window';
import type { Store } from '../../store';
import { onceAFrame } from '../../wiring/frames';

/** Zoom per pixel of wheel: a notch of a usual mouse (100) shows three quarters of the time. */
const ZOOM_PER_PIXEL = 0.003;
/** Beyond the edge, so much of the window goes by in a frame, at most. */
const EDGE_SPEED = 0.02;

const fractionIn = (element: HTMLElement, clientX: number) => {
  const box = element.getBoundingClientRect();
  return box.width === 0 ? 0 : (clientX - box.left) / box.width;
};

interface Hooks {
  /** The instant of the mark under the pointer. */
  readonly markAt: (clientX: number, clientY: number) => EpochNanos | undefined;
  readonly hover: (event: PointerEvent | undefined) => void;
}

/** Dragging moves the instant, with shift the window; the wheel zooms and pans. */
export function timelineGestures(element: HTMLElement, store: Store, hooks: Hooks): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  let dragged: { clientX: number; grabbed: Window | undefined; startX: number } | undefined;

  const [moveSoon, cancelMove] = onceAFrame(() => {
    if (dragged === undefined) return;
    const fraction = fractionIn(element, dragged.clientX);
    if (dragged.grabbed !== undefined) {
      const by = fractionIn(element, dragged.startX) - fraction;
      store.dispatch({ type: 'show-window', window: pan(dragged.grabbed, by) });
      return;
    }
    const beyond = fraction < 0 ? fraction : Math.max(0, fraction - 1);
    if (beyond !== 0) {
      const by = Math.max(-EDGE_SPEED, Math.min(EDGE_SPEED, beyond));
      store.dispatch({ type: 'show-window', window: pan(store.scene().window, by) });
      moveSoon();
    }
    const within = Math.max(0, Math.min(0.999_999, fraction));
    store.dispatch({ type: 'point', at: instantAt(store.scene().window, within) });
  });

  element.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return;
      element.setPointerCapture(event.pointerId);
      const grabbed = event.shiftKey ? store.scene().window : undefined;
      dragged = { clientX: event.clientX, startX: event.clientX, grabbed };
      moveSoon();
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      hooks.hover(event);
      if (dragged === undefined) return;
      dragged = { ...dragged, clientX: event.clientX };
      moveSoon();
    },
    { signal },
  );
  for (const type of ['pointerup', 'pointercancel'] as const) {
    element.addEventListener(type, () => (dragged = undefined), { signal });
  }
  element.addEventListener('pointerleave', () => hooks.hover(undefined), { signal });
  element.addEventListener(
    'dblclick',
    (event) => {
      const at = hooks.markAt(event.clientX, event.clientY);
      if (at !== undefined) store.dispatch({ type: 'jump', at });
    },
    { signal },
  );
  const stopWheel = wheel(element, store, () => store.scene().window);
  return () => {
    stop.abort();
    stopWheel();
    cancelMove();
  };
}

/** @param spanned what the element's width stands for */
function wheel(element: HTMLElement, store: Store, spanned: () => Window | undefined): () => void {
  const stop = new AbortController();
  let turned = { x: 0, y: 0, clientX: 0 };
  const [soon, cancel] = onceAFrame(() => {
    const { x, y, clientX } = turned;
    turned = { x: 0, y: 0, clientX };
    const range = spanned();
    if (range === undefined) return;
    let { window } = store.scene();
    if (y !== 0) {
      const pivot = instantAt(range, fractionIn(element, clientX));
      window = zoom(window, pivot, Math.exp(y * ZOOM_PER_PIXEL));
    }
    if (x !== 0) {
      const pixels = x / Math.max(1, element.clientWidth);
      window = pan(window, (pixels * Number(width(range))) / Number(width(window)));
    }
    store.dispatch({ type: 'show-window', window });
  });
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1;
      const sideways = event.shiftKey && event.deltaX === 0;
      turned = {
        x: turned.x + unit * (sideways ? event.deltaY : event.deltaX),
        y: turned.y + (sideways ? 0 : unit * event.deltaY),
        clientX: event.clientX,
      };
      soon();
    },
    { passive: false, signal: stop.signal },
  );
  return () => {
    stop.abort();
    cancel();
  };
}

/** The brush on the overview: its middle moves the window, its ends resize it; elsewhere, the window
 * comes to the pointer. */
export function overviewGestures(
  element: HTMLElement,
  store: Store,
  whole: () => Window | undefined,
): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  let dragged: { clientX: number; change: (at: EpochNanos) => Window } | undefined;

  const [soon, cancel] = onceAFrame(() => {
    const range = whole();
    if (dragged === undefined || range === undefined) return;
    const fraction = Math.max(0, Math.min(1, fractionIn(element, dragged.clientX)));
    const window = dragged.change(instantAt(range, fraction));
    store.dispatch({ type: 'show-window', window });
  });

  element.addEventListener(
    'pointerdown',
    (event) => {
      const range = whole();
      if (event.button !== 0 || range === undefined) return;
      element.setPointerCapture(event.pointerId);
      const { clientX } = event;
      dragged = { clientX, change: grab(element, range, store.scene(), clientX) };
      soon();
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      if (dragged === undefined) return;
      dragged = { ...dragged, clientX: event.clientX };
      soon();
    },
    { signal },
  );
  for (const type of ['pointerup', 'pointercancel'] as const) {
    element.addEventListener(type, () => (dragged = undefined), { signal });
  }
  const stopWheel = wheel(element, store, whole);
  return () => {
    stop.abort();
    stopWheel();
    cancel();
  };
}

const GRIP = 6;

function grab(element: HTMLElement, range: Window, { window }: Scene, clientX: number) {
  const box = element.getBoundingClientRect();
  const from = box.left + fractionOf(range, window.from) * box.width;
  const to = box.left + fractionOf(range, window.to) * box.width;
  const wideEnough = to - from > 3 * GRIP;
  if (wideEnough && Math.abs(clientX - from) < GRIP) {
    return (at: EpochNanos) => windowBetween(at, window.to);
  }
  if (wideEnough && Math.abs(clientX - to) < GRIP) {
    return (at: EpochNanos) => windowBetween(window.from, at);
  }
  const inside = clientX >= from && clientX <= to;
  const held = inside ? (clientX - from) / Math.max(1, to - from) : 0.5;
  return (at: EpochNanos) => pan(centredOn(window, at), 0.5 - held);
}
