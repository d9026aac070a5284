import { describe, expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { openingScene } from '../model/scene';
import type { StepQuestion } from '../model/stepping';
import { after, NOON } from '../model/testEvents';
import { formatInstant } from '../model/time';
import { storeOf } from '../store';
import { stepper } from './stepping';

const nowhere: Omit<Schemas['Step'], 'from' | 'direction'> = { items: [], origins: [] };

/** A node that gives these answers, one a question, and what came of asking it. */
function stepping(...answers: Partial<Schemas['Step']>[]) {
  const store = storeOf(openingScene(NOON));
  const asked: StepQuestion[] = [];
  const told: string[] = [];
  let settle = (): void => undefined;
  const settled = new Promise<void>((resolve) => (settle = resolve));
  const note = () => {
    if (asked.length >= answers.length) setTimeout(settle);
  };
  const step = stepper(store, {
    ask: (question) => {
      const answer = answers[asked.length] ?? {};
      asked.push(question);
      note();
      const { direction } = question;
      return Promise.resolve({ ...nowhere, from: after(0), direction, ...answer });
    },
    tell: (text) => void told.push(text),
  });
  return { store, asked, told, step, settled };
}

describe('Steps', () => {
  it('are taken one after the other, each from where the one before led', async () => {
    const { store, asked, step, settled } = stepping({ at: after(10) }, { at: after(25) });
    step({ direction: 1, what: 'event' });
    step({ direction: 1, what: 'event' });
    await settled;
    expect(asked.map(({ from }) => formatInstant(from))).toEqual([after(0), after(10)]);
    expect(formatInstant(store.scene().at)).toBe(after(25));
  });

  it('go on where the time was up before anything was found', async () => {
    const { store, asked, step, settled } = stepping(
      { searchedTo: after(500) },
      { at: after(900) },
    );
    step({ direction: 1, what: 'error' });
    await settled;
    expect(asked.map(({ from }) => formatInstant(from))).toEqual([after(0), after(500)]);
    expect(formatInstant(store.scene().at)).toBe(after(900));
  });

  it('that lead nowhere say so, and whether that is for want of time', async () => {
    const none = stepping({});
    none.step({ direction: -1, what: 'deployment' });
    await none.settled;
    expect(none.told).toEqual(['No earlier deployment is recorded']);
    const completeness = {
      gaps: [],
      gapsTotal: 0,
      damaged: [],
      damagedTotal: 0,
      silentMirrors: [],
      silentMirrorsTotal: 0,
      timeBudgetSpent: true,
    };
    const hurried = stepping({ completeness });
    hurried.step({ direction: 1, what: 'anomaly' });
    await hurried.settled;
    expect(hurried.told).toEqual(['No later anomaly was found in time']);
    expect(hurried.store.scene().at).toBe(NOON);
  });
});
