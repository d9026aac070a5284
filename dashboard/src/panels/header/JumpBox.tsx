import { useId, useState } from 'react';
import { agoText, dayText, fullText, timeOfDay } from '../../model/clock';
import { parseJump } from '../../model/jump';
import type { Jump } from '../../model/jump';
import type { EpochNanos } from '../../model/time';
import { formatInstant } from '../../model/time';
import { offsetText, wallClockAt } from '../../model/zone';
import { useZone } from '../../preferences';
import { useScene, useStore } from '../../store';
import { now } from '../../wiring/address';

export const JUMP_INPUT = 'jump-input';

/** Where a time is typed. It says what it understood before anything moves. */
export function JumpBox() {
  const store = useStore();
  const zone = useZone();
  const history = useScene((scene) => scene.history);
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const reading = useId();
  const present = now();
  const understand = (typed: string) =>
    parseJump(typed, { now: now(), at: store.scene().at, zone, history });
  const jump = understand(text);

  const go = (input: HTMLInputElement) => {
    const meant = understand(text);
    if (meant.kind !== 'understood') return;
    store.dispatch({ type: 'jump', at: meant.at });
    setText('');
    input.blur();
  };

  return (
    <div className="jump">
      <label className="visually-hidden" htmlFor={JUMP_INPUT}>
        Jump to a time
      </label>
      <input
        id={JUMP_INPUT}
        className="mono"
        placeholder="Jump to 3:46, -5m, …"
        autoComplete="off"
        spellCheck={false}
        value={text}
        aria-describedby={reading}
        aria-invalid={jump.kind === 'not-understood'}
        onChange={(event) => setText(event.target.value)}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go(event.currentTarget);
          if (event.key === 'Escape') {
            setText('');
            event.currentTarget.blur();
          }
        }}
      />
      <kbd aria-hidden="true">j</kbd>
      <div id={reading} className="jump-reading" role="status" hidden={!open}>
        <Reading jump={jump} present={present} />
      </div>
    </div>
  );
}

function Reading({ jump, present }: { jump: Jump; present: EpochNanos }) {
  switch (jump.kind) {
    case 'empty':
      return (
        <span className="dim">
          3:46 · 3:46:12.345 · yesterday 3:46 · mon 3pm · 22 Nov 3:46 · −5m before now · +30s from
          here · RFC 3339 · epoch
        </span>
      );
    case 'not-understood':
      return <span className="error">Not understood: {jump.why}</span>;
    case 'understood': {
      const { at, zone, notes } = jump;
      return (
        <>
          <strong className="mono" title={fullText(at, zone)}>
            {dayText(wallClockAt(at, zone))}, {timeOfDay(at, zone, digitsOf(at))}
          </strong>{' '}
          {zone === 'UTC' ? 'UTC' : `${zone} (${offsetText(at, zone)})`} · {agoText(at, present)}
          {notes.length > 0 && <em>{notes.join('; ')}</em>}
          <span className="dim">Enter goes there, Esc leaves</span>
        </>
      );
    }
    default:
      return jump satisfies never;
  }
}

function digitsOf(at: EpochNanos): number {
  const fraction = /\.(\d+)Z$/.exec(formatInstant(at))?.[1] ?? '';
  return fraction.length;
}
