import { describe, expect, it } from 'vitest';
import { changeScene, openingScene } from './scene';
import { anomalyLevel, anomalyText, stepQuestion, stepText } from './stepping';
import { NOON } from './testEvents';
import { minus, seconds } from './time';

const scene = openingScene(NOON);
const filtered = changeScene(
  { ...scene, service: 'shop/cart' },
  {
    type: 'filter-events',
    filters: { kinds: ['call', 'log'], errorsOnly: true, chosenServiceOnly: true },
  },
);

describe('A step', () => {
  it('goes from the instant that is shown to the next or previous', () => {
    expect(stepQuestion(scene, { direction: -1, what: 'event' })).toEqual({
      from: NOON,
      direction: 'previous',
      what: 'event',
      kinds: [],
      service: undefined,
      level: undefined,
    });
    expect(stepText({ direction: 1, what: 'error' })).toBe('later error');
  });

  it('keeps to what the list of events shows', () => {
    expect(stepQuestion(filtered, { direction: 1, what: 'event' })).toMatchObject({
      what: 'error',
      kinds: ['call', 'log'],
      service: 'shop/cart',
    });
  });

  it('to a deployment or an anomaly keeps to the service only', () => {
    for (const what of ['deployment', 'anomaly'] as const) {
      expect(stepQuestion(filtered, { direction: 1, what })).toMatchObject({
        what,
        kinds: [],
        service: 'shop/cart',
      });
    }
  });
});

describe('An anomaly', () => {
  it('is looked for in stretches of which the window shows sixty', () => {
    const level = (length: number) =>
      anomalyLevel({ from: minus(NOON, seconds(length)), to: NOON });
    expect([1, 599, 600, 3_600, 86_400, 60 * 86_400].map(level)).toEqual([
      '1s',
      '1s',
      '10s',
      '1m',
      '10m',
      '1d',
    ]);
  });

  it('says which service is unlike before, and in what', () => {
    const deviation = { score: 9 };
    expect(
      anomalyText({
        service: 'shop/order',
        level: '1m',
        from: '',
        to: '',
        deviations: [
          { ...deviation, measure: 'error-share', value: 0.215, expected: 0 },
          { ...deviation, measure: 'rate', value: 12.5, expected: 31 },
          { ...deviation, measure: 'p95-nanos', value: 812.5e6, expected: 41.25e6 },
        ],
      }),
    ).toBe(
      'shop/order, 1m: errors 22 % of events, usually 0 %; 12.5/s events, usually 31.0/s; ' +
        '95th percentile of calls 813 ms, usually 41.3 ms',
    );
  });
});
