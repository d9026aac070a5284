import { fullText, timeOfDay } from '../model/clock';
import { parseInstant } from '../model/time';
import { useZone } from '../preferences';

/** A time of day; all of it is in its title. `text` is RFC 3339, as the API writes it. */
export function Time({ text, digits = 3 }: { text: string; digits?: number }) {
  const zone = useZone();
  const at = parseInstant(text);
  if (at === undefined) return <time>{text}</time>;
  return (
    <time className="mono" dateTime={text} title={fullText(at, zone)}>
      {timeOfDay(at, zone, digits)}
    </time>
  );
}
