import { describe, expect, test } from 'vitest';
import { at } from '../fixture/instants';
import { parseJump } from './jump';
import type { JumpContext } from './jump';
import { formatInstant } from './time';

/** A Monday, 04:10 in Berlin. */
const BERLIN: JumpContext = {
  now: at('2026-11-23T03:10:00Z'),
  at: at('2026-11-23T02:00:00.000000001Z'),
  zone: 'Europe/Berlin',
  history: {
    kind: 'recorded',
    first: at('2026-11-20T00:00:00Z'),
    last: at('2026-11-23T03:10:00Z'),
  },
};

function jump(text: string, context: JumpContext = BERLIN): string {
  const understood = parseJump(text, context);
  return understood.kind === 'understood' ? formatInstant(understood.at) : understood.kind;
}

function notes(text: string, context: JumpContext = BERLIN): readonly string[] {
  const understood = parseJump(text, context);
  return understood.kind === 'understood' ? understood.notes : [understood.kind];
}

describe('a time of day', () => {
  test.each([
    ['3:46', '2026-11-23T02:46:00Z'],
    ['03:46', '2026-11-23T02:46:00Z'],
    ['3:46:12', '2026-11-23T02:46:12Z'],
    ['3:46:12.345', '2026-11-23T02:46:12.345Z'],
    ['3:46:12,345678901', '2026-11-23T02:46:12.345678901Z'],
    ['3:46 am', '2026-11-23T02:46:00Z'],
    ['12:05am', '2026-11-22T23:05:00Z'],
    ['3pm', '2026-11-22T14:00:00Z'],
    ['0:00', '2026-11-22T23:00:00Z'],
  ])('%s is the latest past one', (text, instant) => {
    expect(jump(text)).toBe(instant);
  });

  test('that is still to come today was yesterday, and the answer says so', () => {
    expect(jump('23:30')).toBe('2026-11-22T22:30:00Z');
    expect(notes('23:30')).toEqual(['the latest such time in recorded history']);
    expect(notes('3:46')).toEqual([]);
  });

  test('is looked for where something is recorded', () => {
    const ended: JumpContext = {
      ...BERLIN,
      history: {
        kind: 'recorded',
        first: at('2026-11-20T00:00:00Z'),
        last: at('2026-11-21T12:00:00Z'),
      },
    };
    expect(jump('3:46', ended)).toBe('2026-11-21T02:46:00Z');
    expect(jump('14:00', ended)).toBe('2026-11-20T13:00:00Z');
  });

  test('that was never recorded is the latest past one, and the answer says that too', () => {
    const short: JumpContext = {
      ...BERLIN,
      history: {
        kind: 'recorded',
        first: at('2026-11-23T03:00:00Z'),
        last: at('2026-11-23T03:10:00Z'),
      },
    };
    expect(jump('3:46', short)).toBe('2026-11-23T02:46:00Z');
    expect(notes('3:46', short)).toEqual(['before the first record']);
    expect(jump('3:46', { ...BERLIN, history: { kind: 'unknown' } })).toBe('2026-11-23T02:46:00Z');
  });

  test('that clocks showed twice is the second time, and the answer says so', () => {
    const autumn: JumpContext = {
      ...BERLIN,
      now: at('2026-10-25T09:00:00Z'),
      history: {
        kind: 'recorded',
        first: at('2026-10-01T00:00:00Z'),
        last: at('2026-10-25T09:00:00Z'),
      },
    };
    expect(jump('2:30', autumn)).toBe('2026-10-25T01:30:00Z');
    expect(notes('2:30', autumn)).toEqual([
      'clocks were set back and showed it twice; this is the second time',
    ]);
    expect(jump('2:30', { ...autumn, now: at('2026-10-25T01:00:00Z') })).toBe(
      '2026-10-25T00:30:00Z',
    );
  });

  test('that clocks left out today was yesterday', () => {
    const spring: JumpContext = {
      ...BERLIN,
      now: at('2026-03-29T09:00:00Z'),
      history: { kind: 'unknown' },
    };
    expect(jump('2:30', spring)).toBe('2026-03-28T01:30:00Z');
    expect(jump('today 2:30', spring)).toBe('not-understood');
  });

  test('may name its zone', () => {
    expect(jump('3:06 UTC')).toBe('2026-11-23T03:06:00Z');
    expect(jump('3:06Z')).toBe('2026-11-23T03:06:00Z');
    expect(jump('3:46 pm gmt')).toBe('2026-11-22T15:46:00Z');
  });
});

describe('a day and a time', () => {
  test.each([
    ['yesterday 3:46', '2026-11-22T02:46:00Z'],
    ['today 3:46', '2026-11-23T02:46:00Z'],
    ['yesterday', '2026-11-21T23:00:00Z'],
    ['sun 3:46', '2026-11-22T02:46:00Z'],
    ['Monday 3:46', '2026-11-23T02:46:00Z'],
    ['tuesday 3:46', '2026-11-17T02:46:00Z'],
    ['22 Nov 3:46', '2026-11-22T02:46:00Z'],
    ['Nov 22 3:46pm', '2026-11-22T14:46:00Z'],
    ['November 22, 2025 3:46', '2025-11-22T02:46:00Z'],
    ['Mon 23 Nov 03:46:12.345', '2026-11-23T02:46:12.345Z'],
    ['24 dec 18:00', '2025-12-24T17:00:00Z'],
    ['2026-11-22 3:46', '2026-11-22T02:46:00Z'],
    ['2026-11-22T03:46', '2026-11-22T02:46:00Z'],
    ['11-22 3:46', '2026-11-22T02:46:00Z'],
    ['2026-07-01 3:46', '2026-07-01T01:46:00Z'],
    ['2026-11-22 3:46 UTC', '2026-11-22T03:46:00Z'],
  ])('%s', (text, instant) => {
    expect(jump(text)).toBe(instant);
  });
});

describe('a span', () => {
  test.each([
    ['-5m', '2026-11-23T03:05:00Z'],
    ['-90s', '2026-11-23T03:08:30Z'],
    ['-1h30m', '2026-11-23T01:40:00Z'],
    ['- 2 h', '2026-11-23T01:10:00Z'],
    ['-1.5s', '2026-11-23T03:09:58.5Z'],
    ['-250ms', '2026-11-23T03:09:59.75Z'],
    ['now', '2026-11-23T03:10:00Z'],
  ])('%s counts back from now', (text, instant) => {
    expect(jump(text)).toBe(instant);
  });

  test('with a plus counts on from the instant shown, to the nanosecond', () => {
    expect(jump('+30s')).toBe('2026-11-23T02:00:30.000000001Z');
    expect(jump('+1ns')).toBe('2026-11-23T02:00:00.000000002Z');
    expect(notes('+2d')).toEqual(['after the instant shown', 'this is in the future']);
  });
});

describe('an exact instant', () => {
  test.each([
    ['2026-11-22T03:46:12.345678901Z', '2026-11-22T03:46:12.345678901Z'],
    ['2026-11-22T03:46:12+02:00', '2026-11-22T01:46:12Z'],
    ['1795405572', '2026-11-23T03:46:12Z'],
    ['1795405572345', '2026-11-23T03:46:12.345Z'],
    ['1795405572345678901', '2026-11-23T03:46:12.345678901Z'],
  ])('%s is taken as it is', (text, instant) => {
    expect(jump(text)).toBe(instant);
  });
});

test.each(['', '   '])('nothing typed is nothing asked: "%s"', (text) => {
  expect(jump(text)).toBe('empty');
});

test.each([
  'soon',
  '25:00',
  '3:75',
  '13pm',
  '31 Feb 3:46',
  '2026-02-30',
  '-5 parsecs',
  '12',
  'T',
  '3:4',
])('%s is not understood, and the answer says why', (text) => {
  const understood = parseJump(text, BERLIN);
  expect(understood.kind === 'not-understood' && understood.why.length > 10).toBe(true);
});
