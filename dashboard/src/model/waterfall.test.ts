import { describe, expect, it } from 'vitest';
import type { Event } from './answers';
import { call, log, spanOf, type CallSketch } from './testEvents';
import { traceTree } from './traceTree';
import { axisTicks, otherSideMissing, tellingSpan, waterfallRows } from './waterfall';

const calls = (...sketches: CallSketch[]): Event[] => sketches.map(call);

function lines(events: readonly Event[], closed: readonly string[] = []): string[] {
  const tree = traceTree(events);
  const ids = closed.map((span) => call({ span, from: 0, to: 0 }).id.slice(0, span.length * 2));
  const all = waterfallRows(tree, new Set());
  const hidden = new Set(
    all.filter((row) => ids.some((id) => row.id.startsWith(id))).map((r) => r.id),
  );
  return waterfallRows(tree, hidden).map((row) => {
    const name = row.node.kind === 'call' ? row.node.call.name : 'unrecorded';
    const more = row.hidden > 0 ? ` +${String(row.hidden)}${row.hiddenError ? '!' : ''}` : '';
    return `${'  '.repeat(row.depth)}${name} ${String(row.node.start)}-${String(row.node.end)}${more}`;
  });
}

describe('The waterfall of a trace', () => {
  const checkout = calls(
    { span: 'pay', parent: 'order', from: 40, to: 90, error: true },
    { span: 'gate', from: 0, to: 100 },
    { span: 'order', parent: 'gate', from: 10, to: 95 },
    { span: 'cart', parent: 'order', from: 20, to: 30 },
  );

  it('nests calls below their callers, siblings by start', () => {
    expect(lines(checkout)).toEqual([
      'gate 0-100',
      '  order 10-95',
      '    cart 20-30',
      '    pay 40-90',
    ]);
  });

  it('says how many calls a closed row hides and whether one of them failed', () => {
    expect(lines(checkout, ['order'])).toEqual(['gate 0-100', '  order 10-95 +2!']);
  });

  it('shows a caller that was not recorded where its calls name one', () => {
    expect(
      lines(
        calls(
          { span: 'a', parent: 'lost', from: 5, to: 20 },
          { span: 'b', parent: 'lost', from: 0, to: 9 },
        ),
      ),
    ).toEqual(['unrecorded 0-20', '  b 0-9', '  a 5-20']);
  });

  it('ends where the last call ends, also one that outlives its caller', () => {
    const tree = traceTree(
      calls({ span: 'a', from: 0, to: 10 }, { span: 'b', parent: 'a', from: 5, to: 30 }),
    );
    expect(tree.length).toBe(30);
  });

  it('shows each call once when parents form a loop', () => {
    expect(
      lines(
        calls(
          { span: 'a', parent: 'b', from: 0, to: 9 },
          { span: 'b', parent: 'a', from: 1, to: 8 },
        ),
      ),
    ).toEqual(['a 0-9', '  b 1-8']);
  });

  it('shows clocks that disagree instead of hiding them', () => {
    const tree = traceTree(
      calls(
        { span: 'a', from: 3_000, to: 10_000 },
        { span: 'b', parent: 'a', from: 0, to: 12_000 },
      ),
    );
    expect(waterfallRows(tree, new Set()).map((row) => row.oddities)).toEqual([
      [],
      ['starts 3.00 µs before its caller: clocks differ', 'ends 2.00 µs after its caller'],
    ]);
  });

  it('marks where a call wrote something', () => {
    const tree = traceTree([...calls({ span: 'a', from: 0, to: 10 }), log('hello', 4, 'a')]);
    expect(waterfallRows(tree, new Set())[0]?.marks).toEqual([{ at: 4, kind: 'log' }]);
  });

  it('keeps what was written by a call that was not recorded', () => {
    expect(lines([log('hello', 4, 'gone')])).toEqual(['unrecorded 0-0']);
  });

  it('counts time of its own where no child was at work', () => {
    const rows = waterfallRows(traceTree(checkout), new Set());
    expect(rows.map((row) => row.ownNanos)).toEqual([15, 25, 10, 50]);
  });

  it('knows what the trace waited for', () => {
    const rows = waterfallRows(traceTree(checkout), new Set());
    expect(rows.map((row) => row.critical)).toEqual([
      [
        { from: 0, to: 10 },
        { from: 95, to: 100 },
      ],
      [
        { from: 10, to: 20 },
        { from: 30, to: 40 },
        { from: 90, to: 95 },
      ],
      [{ from: 20, to: 30 }],
      [{ from: 40, to: 90 }],
    ]);
  });

  it('waited for the slowest of calls that ran side by side, and for no other', () => {
    const rows = waterfallRows(
      traceTree(
        calls(
          { span: 'a', from: 0, to: 100 },
          { span: 'b', parent: 'a', from: 10, to: 90 },
          { span: 'c', parent: 'a', from: 10, to: 60 },
        ),
      ),
      new Set(),
    );
    expect(rows.find((row) => row.spanId === spanOf('c'))?.critical).toEqual([]);
  });

  it('covers the whole root by what it waited for, each nanosecond once', () => {
    const rows = waterfallRows(traceTree(checkout), new Set());
    const waited = rows.flatMap((row) => row.critical).reduce((sum, s) => sum + s.to - s.from, 0);
    expect(waited).toBe(100);
  });

  it('notices a call that nobody answered', () => {
    const tree = traceTree(calls({ span: 'ask', from: 0, to: 10, spanKind: 'client' }));
    expect(tree.roots.map(otherSideMissing)).toEqual([true]);
  });

  it('opens at the innermost failed call, else at the first', () => {
    const failing = calls(
      { span: 'gate', from: 0, to: 100, error: true },
      { span: 'order', parent: 'gate', from: 10, to: 95, error: true },
      { span: 'cart', parent: 'order', from: 20, to: 30 },
    );
    expect(tellingSpan(traceTree(failing))).toBe(spanOf('order'));
    expect(tellingSpan(traceTree(calls({ span: 'gate', from: 0, to: 1 })))).toBe(spanOf('gate'));
    expect(tellingSpan(traceTree([]))).toBeUndefined();
  });
});

describe('The axis above the bars', () => {
  it('has round steps', () => {
    expect(axisTicks(17_300_000, 5)).toEqual([0, 5e6, 10e6, 15e6]);
    expect(axisTicks(1, 4)).toEqual([0, 0.5, 1]);
  });
});
