import { describe, expect, it } from 'vitest';
import { call, log, NOON } from './testEvents';
import { mayGrow } from './traceGrowth';

const grows = (...items: Parameters<typeof mayGrow>[0]['items']) =>
  mayGrow({ items, limited: false }, NOON);

describe('A trace', () => {
  it('may grow for a minute after its newest event, or the end of its newest call', () => {
    expect(grows(log('late', -59e9))).toBe(true);
    expect(grows(log('old', -60e9))).toBe(false);
    expect(grows(call({ span: 'a', from: -200e9, to: -1e9 }), log('old', -99e9))).toBe(true);
    expect(grows(call({ span: 'a', from: -200e9, to: -99e9 }))).toBe(false);
  });

  it('may grow while nothing of it is known, but not past what is shown of it', () => {
    expect(grows()).toBe(true);
    expect(mayGrow({ items: [log('late', -1e9)], limited: true }, NOON)).toBe(false);
  });
});
