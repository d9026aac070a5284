import type { components } from 'traversion-api';
import { bytesText } from './format';
import { type Json, readJson } from './json';

export type Content = components['schemas']['Content'];

/**
 * Recorded content as it can be shown. `note` says what is not as it was: cut, binary, not
 * recorded.
 */
export type ContentView =
  | { readonly kind: 'json'; readonly value: Json; readonly text: string }
  | { readonly kind: 'text'; readonly text: string; readonly note?: string }
  | { readonly kind: 'binary'; readonly rows: readonly HexRow[]; readonly note: string }
  /** Recorded, but not asked for. */
  | { readonly kind: 'left-out'; readonly note: string }
  | { readonly kind: 'absent' };

/** Sixteen bytes: where they start, as hex pairs, and as the printable characters among them. */
export interface HexRow {
  readonly offset: string;
  readonly hex: string;
  readonly text: string;
}

const HEX_BYTES = 1_024;

/**
 * The view of content; `json` carries the text that the service wrote (see `api/jsonText.ts`), which
 * is read here, when somebody looks at it, and not before.
 */
export function contentView(content: Content | undefined): ContentView {
  if (content === undefined) return { kind: 'absent' };
  if ('json' in content) {
    const text = jsonTextOf(content);
    const value = readJson(text);
    return value === undefined ? { kind: 'text', text } : { kind: 'json', value, text };
  }
  if ('text' in content) {
    return content.truncated
      ? { kind: 'text', text: content.text, note: cutNote(content.text, content.originalLength) }
      : { kind: 'text', text: content.text };
  }
  if ('leftOut' in content) {
    return { kind: 'left-out', note: `${bytesText(content.originalLength)}, not loaded` };
  }
  return binary(content.base64, content.truncated, content.originalLength);
}

/** The text of JSON content, as the service wrote it. */
export function jsonTextOf(content: { readonly json?: unknown }): string {
  return typeof content.json === 'string' ? content.json : JSON.stringify(content.json ?? null);
}

/** The JSON of content, where it is JSON. */
export function contentJson(content: Content | undefined): Json | undefined {
  const view = contentView(content);
  return view.kind === 'json' ? view.value : undefined;
}

function cutNote(text: string, originalLength: number): string {
  const kept = new TextEncoder().encode(text).length;
  return `cut: the first ${bytesText(kept)} of ${bytesText(originalLength)} were recorded`;
}

function binary(base64: string, truncated: boolean, originalLength: number): ContentView {
  const bytes = atob(base64);
  const rows: HexRow[] = [];
  for (let at = 0; at < Math.min(bytes.length, HEX_BYTES); at += 16) {
    rows.push(hexRow(bytes.slice(at, at + 16), at));
  }
  const shown = bytes.length > HEX_BYTES ? `, the first ${bytesText(HEX_BYTES)} shown` : '';
  const note = truncated
    ? `binary, cut: the first ${bytesText(bytes.length)} of ${bytesText(originalLength)} were recorded${shown}`
    : `binary, ${bytesText(bytes.length)}${shown}`;
  return { kind: 'binary', rows, note };
}

function hexRow(bytes: string, offset: number): HexRow {
  const codes = Array.from(bytes, (byte) => byte.charCodeAt(0));
  return {
    offset: offset.toString(16).padStart(4, '0'),
    hex: codes.map((code) => code.toString(16).padStart(2, '0')).join(' '),
    text: codes.map((c) => (c >= 0x20 && c < 0x7f ? String.fromCharCode(c) : '·')).join(''),
  };
}
