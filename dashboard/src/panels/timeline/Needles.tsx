import { useEffect, useRef } from 'react';
import { fullText, spanText, timeOfDay } from '../../model/clock';
import { bucketAt } from '../../model/counts';
import type { Counts } from '../../model/counts';
import type { Scene } from '../../model/scene';
import { toEpochMillis } from '../../model/time';
import type { EpochNanos } from '../../model/time';
import { centredOn, contains, fractionOf } from '../../model/window';
import type { Window } from '../../model/window';
import { useZone } from '../../preferences';
import { useScene, useStore } from '../../store';
import { onceAFrame } from '../../wiring/frames';

interface Props {
  readonly pixels: number;
  readonly counts: Counts | undefined;
}

/** Screen readers are told where the instant is once it rests. */
const TELL_MILLIS = 250;

/** The playhead, and B while two instants are compared. */
export function Needles({ pixels, counts }: Props) {
  const store = useStore();
  const zone = useZone();
  const playhead = useRef<HTMLDivElement>(null);
  const second = useRef<HTMLDivElement>(null);
  const away = useScene(sideOf);
  const comparing = useScene((scene) => scene.compareWith !== undefined);

  useEffect(() => {
    let telling: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      telling = undefined;
      const { at, window } = store.scene();
      const bucket = counts && bucketAt(counts, at);
      const text = [fullText(at, zone)];
      if (counts !== undefined && bucket !== undefined) {
        text.push(`${bucket.events} events, ${bucket.errors} errors in ${spanText(counts.step)}`);
      }
      const set = (name: string, value: string) => playhead.current?.setAttribute(name, value);
      set('aria-valuemin', String(toEpochMillis(window.from)));
      set('aria-valuemax', String(toEpochMillis(window.to)));
      set('aria-valuenow', String(toEpochMillis(at)));
      set('aria-valuetext', text.join('; '));
    };
    const place = () => {
      const { at, window, compareWith } = store.scene();
      stand(playhead.current, window, at, pixels);
      if (compareWith !== undefined) stand(second.current, window, compareWith, pixels);
      telling ??= setTimeout(tell, TELL_MILLIS);
    };
    const [soon, cancel] = onceAFrame(place);
    place();
    tell();
    const stop = store.subscribe(soon);
    return () => {
      stop();
      cancel();
      clearTimeout(telling);
    };
  }, [store, zone, pixels, counts, comparing]);

  return (
    <>
      {comparing && (
        <div className="needle needle-b" ref={second}>
          <span>B</span>
        </div>
      )}
      <div
        className="needle playhead"
        ref={playhead}
        role="slider"
        tabIndex={0}
        aria-label="Instant"
        aria-orientation="horizontal"
        aria-valuenow={0}
      />
      {away !== 'in' && (
        <button
          type="button"
          className={`track-away track-away-${away}`}
          onPointerDown={(event) => event.stopPropagation()}
          onClick={() => {
            const { window, at } = store.scene();
            store.dispatch({ type: 'show-window', window: centredOn(window, at) });
          }}
        >
          {away === 'left' ? '◂ ' : ''}
          <Away />
          {away === 'right' ? ' ▸' : ''}
        </button>
      )}
    </>
  );
}

function Away() {
  const zone = useZone();
  const at = useScene((scene) => scene.at);
  return <span className="mono">{timeOfDay(at, zone)}</span>;
}

function sideOf({ at, window }: Scene): 'in' | 'left' | 'right' {
  return contains(window, at) ? 'in' : at < window.from ? 'left' : 'right';
}

function stand(element: HTMLElement | null, window: Window, at: EpochNanos, pixels: number) {
  if (element === null) return;
  element.hidden = !contains(window, at);
  element.style.transform = `translateX(${(fractionOf(window, at) * pixels).toFixed(2)}px)`;
}
