import { describe, expect, it } from 'vitest';
import { eventText, severityName } from './eventText';
import { call, log, write } from './testEvents';

describe('The line of an event', () => {
  it('of a call says its name, how it went and how long it took', () => {
    const failed = {
      ...call({ span: 'POST /refunds', from: 0, to: 3_061_977, error: true, spanKind: 'client' }),
      status: { code: 'error', message: '10264.58 is not an amount in whole cents' },
      exchange: {
        side: 'outbound' as const,
        request: { headers: {} },
        response: { status: 500, headers: {} },
      },
    };
    expect(eventText(failed)).toEqual({
      title: 'POST /refunds',
      detail: 'out · 500 · 3.06 ms · 10264.58 is not an amount in whole cents',
    });
  });

  it('of a write shows the new value with its digits, or that it is gone', () => {
    expect(eventText(write(1, '{"discountCents":5.80}'))).toEqual({
      title: 'cart/7',
      detail: '{discountCents: 5.80}',
    });
    expect(eventText(write(1, undefined)).detail).toBe('deleted');
  });

  it('says the beginning of what is left out, or how much that is', () => {
    const changed = write(1, '{}');
    const leftOut = { leftOut: true as const, truncated: false, originalLength: 70_000 };
    expect(
      eventText({ ...changed, value: { ...leftOut, beginning: '{\n  "total": 5.80, "x' } }).detail,
    ).toBe('{ "total": 5.80, "x…');
    expect(eventText({ ...changed, value: leftOut }).detail).toBe('68.4 KiB, not loaded');
    const line = {
      ...log('', 1),
      body: { leftOut: { originalLength: 900, beginning: 'refund refused' } },
    };
    expect(eventText(line).title).toBe('refund refused…');
  });

  it('of a log line says the text and how severe it is', () => {
    expect(eventText(log('refund refused', 1))).toEqual({
      title: 'refund refused',
      detail: 'info',
    });
    expect([1, 8, 9, 13, 17, 24, 99].map(severityName)).toEqual([
      'trace',
      'debug',
      'info',
      'warn',
      'error',
      'fatal',
      'fatal',
    ]);
  });
});
