import { commandOf } from '../model/keys';
import type { Command } from '../model/keys';
import type { Commander } from './commands';

const TYPED_INTO = 'input, textarea, select, [contenteditable="true"]';
/** Widgets that use the arrows themselves. */
const STEERED = '[role=tablist], [role=listbox], [role=grid], [role=tree], [role=treegrid]';
/** What Space presses. */
const PRESSED = 'button, a[href], summary, [role=button], [role=tab], [role=option], [role=row]';

/** Keys act on the whole page, unless they mean something where the reader is. */
export function followKeys(run: Commander): void {
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || !(event.target instanceof Element)) return;
    const command = commandOf(event);
    if (command === undefined || isTakenBy(event.target, event.key, command)) return;
    event.preventDefault();
    run(command);
  });
}

function isTakenBy(target: Element, key: string, command: Command): boolean {
  if (target.closest('dialog[open]') !== null) return command.type !== 'help';
  if (target.closest(TYPED_INTO) !== null) return true;
  if (key === ' ' && target.closest(PRESSED) !== null) return true;
  return key.startsWith('Arrow') && target.closest(STEERED) !== null;
}
