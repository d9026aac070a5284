import { usePreferences } from '../../preferences';
import { useScene } from '../../store';
import { useCommands } from '../../wiring/useCommands';
import { Clock } from './Clock';
import { JumpBox } from './JumpBox';
import { Transport } from './Transport';
import { HelpIcon, Mark, ThemeIcon } from './icons';
import './header.css';

/** The instant, and how to get elsewhere. */
export function HeaderPanel() {
  const run = useCommands();
  const { zone } = usePreferences();
  const live = useScene((scene) => scene.playback.kind === 'live');
  return (
    <header className="header-area">
      <h1>
        <Mark />
        <span>Traversion</span>
      </h1>
      <Clock />
      <span className="spring" />
      <JumpBox />
      <Transport />
      <button
        type="button"
        className="header-live"
        aria-pressed={live}
        title="Follow now (l)"
        onClick={() => run({ type: 'live' })}
      >
        <i aria-hidden="true" /> Live
      </button>
      <span className="spring" />
      <button type="button" title="Local time or UTC (u)" onClick={() => run({ type: 'zone' })}>
        {zone === 'utc' ? 'UTC' : 'Local'}
        <span className="visually-hidden"> time; change</span>
      </button>
      <button
        type="button"
        className="header-icon"
        aria-label="Light or dark"
        title="Light or dark (t)"
        onClick={() => run({ type: 'theme' })}
      >
        <ThemeIcon />
      </button>
      <button
        type="button"
        className="header-icon"
        aria-label="Keys and help"
        title="Keys and help (?)"
        onClick={() => run({ type: 'help' })}
      >
        <HelpIcon />
      </button>
    </header>
  );
}
