import { SPEEDS } from '../../model/playback';
import { useScene, useStore } from '../../store';
import { useCommands } from '../../wiring/useCommands';
import { BackIcon, NextIcon, PauseIcon, PlayIcon, PreviousIcon } from './icons';

/** Step, play, and how fast. */
export function Transport() {
  const store = useStore();
  const run = useCommands();
  const playback = useScene((scene) => scene.playback);
  const speed = useScene((scene) => scene.speed);
  const forward = playback.kind === 'playing' && playback.direction > 0;
  const backward = playback.kind === 'playing' && playback.direction < 0;
  const speeds = SPEEDS.some((one) => one === speed) ? SPEEDS : [...SPEEDS, speed];
  return (
    <div className="transport" role="group" aria-label="Playback">
      <button
        type="button"
        aria-label="Previous event"
        title="Previous event ([), error (E), anomaly (A), release (R)"
        onClick={() => run({ type: 'step', direction: -1, what: 'event' })}
      >
        <PreviousIcon />
      </button>
      <button
        type="button"
        aria-label={backward ? 'Pause' : 'Play backward'}
        aria-pressed={backward}
        title="Play backward (Shift Space)"
        onClick={() => run({ type: 'play-backward' })}
      >
        {backward ? <PauseIcon /> : <BackIcon />}
      </button>
      <button
        type="button"
        aria-label={forward ? 'Pause' : 'Play'}
        aria-pressed={forward}
        title="Play (Space)"
        onClick={() =>
          backward ? store.dispatch({ type: 'play', direction: 1 }) : run({ type: 'play' })
        }
      >
        {forward ? <PauseIcon /> : <PlayIcon />}
      </button>
      <button
        type="button"
        aria-label="Next event"
        title="Next event (]), error (e), anomaly (a), release (r)"
        onClick={() => run({ type: 'step', direction: 1, what: 'event' })}
      >
        <NextIcon />
      </button>
      <select
        className="mono"
        aria-label="Speed of playback"
        title="Speed of playback (< and >)"
        value={speed}
        onChange={(event) =>
          store.dispatch({ type: 'set-speed', speed: Number(event.target.value) })
        }
      >
        {speeds.map((one) => (
          <option key={one} value={one}>
            {one}×
          </option>
        ))}
      </select>
    </div>
  );
}
