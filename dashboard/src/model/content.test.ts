import { describe, expect, it } from 'vitest';
import { contentView } from './content';
import { prettyJson } from './json';

describe('Content that is left out', () => {
  it('is never as if nothing had been recorded', () => {
    expect(contentView({ leftOut: true, truncated: false, originalLength: 11 })).toEqual({
      kind: 'left-out',
      note: '11 B, not loaded',
    });
  });
});

describe('Recorded content', () => {
  it('is shown as JSON with its digits where it is JSON', () => {
    const view = contentView({ json: '{"amount":12.90}' });
    expect(view.kind === 'json' && prettyJson(view.value)).toBe('{\n  "amount": 12.90\n}');
  });

  it('says how much of it was kept when it was cut', () => {
    expect(contentView({ text: 'ä'.repeat(512), truncated: true, originalLength: 70_000 })).toEqual(
      {
        kind: 'text',
        text: 'ä'.repeat(512),
        note: 'cut: the first 1.00 KiB of 68.4 KiB were recorded',
      },
    );
  });

  it('has no note when it is text and whole', () => {
    expect(contentView({ text: 'a=1', truncated: false, originalLength: 3 })).toEqual({
      kind: 'text',
      text: 'a=1',
    });
  });

  it('is shown as hex rows where it is binary', () => {
    const base64 = btoa(`PNG\u0000${'x'.repeat(14)}`);
    expect(contentView({ base64, truncated: false, originalLength: 18 })).toEqual({
      kind: 'binary',
      note: 'binary, 18 B',
      rows: [
        {
          offset: '0000',
          hex: '50 4e 47 00 78 78 78 78 78 78 78 78 78 78 78 78',
          text: 'PNG·xxxxxxxxxxxx',
        },
        { offset: '0010', hex: '78 78', text: 'xx' },
      ],
    });
  });

  it('is absent where none was recorded, which is not the same as empty', () => {
    expect(contentView(undefined)).toEqual({ kind: 'absent' });
    expect(contentView({ text: '', truncated: false, originalLength: 0 }).kind).toBe('text');
  });
});
