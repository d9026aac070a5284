import { describe, expect, test } from 'vitest';
import { KEY_GROUPS, commandOf } from './keys';

const press = (key: string, shiftKey = false) =>
  commandOf({ key, shiftKey, ctrlKey: false, altKey: false, metaKey: false });

describe('a key', () => {
  test('does what it says', () => {
    expect(press(' ')).toEqual({ type: 'play' });
    expect(press(' ', true)).toEqual({ type: 'play-backward' });
    expect(press('e')).toEqual({ type: 'step', direction: 1, what: 'error' });
    expect(press('E', true)).toEqual({ type: 'step', direction: -1, what: 'error' });
    expect(press('a')).toEqual({ type: 'step', direction: 1, what: 'anomaly' });
    expect(press('R', true)).toEqual({ type: 'step', direction: -1, what: 'deployment' });
    expect(press('?', true)).toEqual({ type: 'help' });
    expect(press('q')).toBeUndefined();
  });

  test('goes further with shift', () => {
    const fraction = (shift: boolean) => {
      const command = press('ArrowRight', shift);
      return command?.type === 'nudge' ? command.fraction : 0;
    };
    expect(fraction(true)).toBeCloseTo(10 * fraction(false));
  });

  test('is left to browser and system when a modifier is held', () => {
    const key = { key: 'l', shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
    expect(commandOf(key)).toEqual({ type: 'live' });
    expect(commandOf({ ...key, ctrlKey: true })).toBeUndefined();
    expect(commandOf({ ...key, metaKey: true })).toBeUndefined();
  });

  test('is on the card if it is a letter', () => {
    const shown = KEY_GROUPS.flatMap(({ keys }) => keys.flatMap((line) => line.shown));
    for (const key of 'jledutEaArR0[]<>+/?') {
      expect(press(key), key).toBeDefined();
      expect(shown, key).toContain(key);
    }
  });
});
