import { formatInstant } from '../../model/time';
import { useScene } from '../../store';
import './header.css';

/** The instant, and how to get elsewhere. */
export function HeaderPanel() {
  const at = useScene((scene) => scene.at);
  return (
    <header className="header-area">
      <h1>Traversion</h1>
      <time className="mono" dateTime={formatInstant(at)}>
        {formatInstant(at)}
      </time>
    </header>
  );
}
