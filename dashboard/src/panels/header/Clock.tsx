import { agoText, dayText, fullText, timeOfDay } from '../../model/clock';
import { formatInstant, nanoOfSecond } from '../../model/time';
import { offsetText, wallClockAt } from '../../model/zone';
import { useZone } from '../../preferences';
import { useScene } from '../../store';
import { useNow } from '../../wiring/useNow';

/** The instant shown, large; what is finer than a millisecond beside it, small. */
export function Clock() {
  const at = useScene((scene) => scene.at);
  const zone = useZone();
  const present = useNow();
  const date = wallClockAt(at, zone);
  const finer = String(nanoOfSecond(at) % 1_000_000).padStart(6, '0');
  return (
    <div className="clock">
      <time className="mono" dateTime={formatInstant(at)} title={fullText(at, zone)}>
        <b>{timeOfDay(at, zone)}</b>
        <small>
          {finer.slice(0, 3)} {finer.slice(3)}
        </small>
      </time>
      <p>
        {dayText(date)} <span className="dim">{offsetText(at, zone)}</span>
        <br />
        <span className="dim">{agoText(at, present)}</span>
      </p>
    </div>
  );
}
