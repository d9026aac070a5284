import { spanText } from '../../model/clock';
import type { Counts } from '../../model/counts';
import { windowOfHistory } from '../../model/scene';
import { width, zoom } from '../../model/window';
import { useScene, useStore } from '../../store';

interface Props {
  readonly counts: Counts | undefined;
  readonly missing: string | undefined;
}

/** What the timeline spans and how it is drawn; zooming without a wheel. */
export function TimelineBar({ counts, missing }: Props) {
  const store = useStore();
  const window = useScene((scene) => scene.window);
  const scaled = (factor: number) => {
    const { at } = store.scene();
    const pivot = at >= window.from && at < window.to ? at : undefined;
    const middle = pivot ?? zoom(window, window.from, 0.5).to;
    store.dispatch({ type: 'show-window', window: zoom(window, middle, factor) });
  };
  return (
    <header>
      <h2>{spanText(width(window))}</h2>
      {counts !== undefined && (
        <span className="dim">in view, a bar is {spanText(counts.step)}</span>
      )}
      {missing !== undefined && (
        <span className="timeline-missing" role="note">
          Incomplete: {missing}
        </span>
      )}
      <span className="spring" />
      <Legend />
      <button type="button" aria-label="Zoom out" title="Zoom out (−)" onClick={() => scaled(2)}>
        −
      </button>
      <button type="button" aria-label="Zoom in" title="Zoom in (+)" onClick={() => scaled(0.5)}>
        +
      </button>
      <button
        type="button"
        title="Show all that is recorded (0)"
        onClick={() => {
          const whole = windowOfHistory(store.scene().history);
          if (whole !== undefined) store.dispatch({ type: 'show-window', window: whole });
        }}
      >
        All
      </button>
    </header>
  );
}

function Legend() {
  return (
    <span className="timeline-legend dim" aria-hidden="true">
      <i className="legend-bar" /> events
      <i className="legend-error" /> errors
      <svg viewBox="0 0 10 10" className="legend-deployment">
        <path d="M1 0 10 5 1 10Z" />
      </svg>
      deployment
      <svg viewBox="0 0 10 10" className="legend-config">
        <path d="M5 0 10 5 5 10 0 5Z" />
      </svg>
      config change
      <i className="legend-gap" /> lost
    </span>
  );
}
