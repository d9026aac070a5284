import { describe, expect, it } from 'vitest';
import { exchangeView } from './exchange';
import { call } from './testEvents';

describe('The exchange of a call', () => {
  it('is a request line, a status line, headers by name, and bodies', () => {
    const view = exchangeView(
      call({
        span: 'a',
        from: 0,
        to: 1,
        exchange: {
          side: 'inbound',
          request: {
            method: 'POST',
            path: '/cart/7',
            query: 'x=1',
            headers: { 'x-b': ['2', '3'], accept: ['*/*'] },
            body: { json: '{"n":1.50}' },
          },
          response: { status: 500, headers: { 'content-type': ['text/plain'] } },
        },
      }),
    );
    expect(view?.request.line).toBe('POST /cart/7?x=1');
    expect(view?.request.headers).toEqual([
      { name: 'accept', value: '*/*' },
      { name: 'x-b', value: '2' },
      { name: 'x-b', value: '3' },
    ]);
    expect(view?.response.line).toBe('500 Internal Server Error');
    expect(view?.response.contentType).toBe('text/plain');
    expect(view?.response.body).toBeUndefined();
    expect(view?.request.body).toEqual({ json: '{"n":1.50}' });
  });

  it('has no lines where neither method nor status was recorded', () => {
    const exchange = {
      side: 'outbound' as const,
      request: { headers: {} },
      response: { headers: {} },
    };
    const view = exchangeView(call({ span: 'a', from: 0, to: 1, exchange }));
    expect([view?.request.line, view?.response.line]).toEqual([undefined, undefined]);
  });

  it('is not there for a call inside a service', () => {
    expect(exchangeView(call({ span: 'a', from: 0, to: 1 }))).toBeUndefined();
  });
});
