/**
 * JSON read without losing anything: numbers keep their digits as they were written (an amount of
 * `12.90` stays `12.90`, an id of nineteen digits stays whole), members keep their order, and equal
 * keys stay two. JavaScript's own reader does none of that.
 */
export type Json =
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly items: readonly Json[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' };

export interface JsonMember {
  readonly key: string;
  readonly value: Json;
}

const MAX_DEPTH = 1_000;
const BLANK = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
// eslint-disable-next-line no-control-regex -- JSON forbids bare control characters in strings
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

class NotJson extends Error {}

/** The value that the text is; undefined where the text is not exactly one JSON value. */
export function readJson(text: string): Json | undefined {
  try {
    return new Reader(text).whole();
  } catch (problem) {
    if (problem instanceof NotJson) {
      return undefined;
    }
    throw problem;
  }
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  whole(): Json {
    const value = this.value(0);
    this.blank();
    if (this.at < this.text.length) {
      throw new NotJson();
    }
    return value;
  }

  private value(depth: number): Json {
    if (depth > MAX_DEPTH) {
      throw new NotJson();
    }
    this.blank();
    switch (this.text.charAt(this.at)) {
      case '{':
        return this.object(depth);
      case '[':
        return this.array(depth);
      case '"':
        return { kind: 'string', value: this.string() };
      case 't':
        return this.word('true', { kind: 'boolean', value: true });
      case 'f':
        return this.word('false', { kind: 'boolean', value: false });
      case 'n':
        return this.word('null', { kind: 'null' });
      default:
        return { kind: 'number', text: this.token(NUMBER) };
    }
  }

  private object(depth: number): Json {
    const members: JsonMember[] = [];
    this.list('}', () => {
      this.blank();
      const key = this.string();
      this.blank();
      if (!this.take(':')) {
        throw new NotJson();
      }
      members.push({ key, value: this.value(depth + 1) });
    });
    return { kind: 'object', members };
  }

  private array(depth: number): Json {
    const items: Json[] = [];
    this.list(']', () => items.push(this.value(depth + 1)));
    return { kind: 'array', items };
  }

  private list(end: string, element: () => void): void {
    this.at++;
    this.blank();
    if (this.take(end)) {
      return;
    }
    do {
      element();
      this.blank();
    } while (this.take(','));
    if (!this.take(end)) {
      throw new NotJson();
    }
  }

  private string(): string {
    const quoted = this.token(STRING);
    return quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
  }

  private word(word: string, value: Json): Json {
    if (!this.text.startsWith(word, this.at)) {
      throw new NotJson();
    }
    this.at += word.length;
    return value;
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) {
      return false;
    }
    this.at++;
    return true;
  }

  private blank(): void {
    BLANK.lastIndex = this.at;
    BLANK.test(this.text);
    this.at = BLANK.lastIndex;
  }

  private token(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) {
      throw new NotJson();
    }
    this.at = pattern.lastIndex;
    return found[0];
  }
}

/** Whether two values are the same, digit for digit; the order of members does not matter. */
export function sameJson(a: Json, b: Json): boolean {
  if (a === b) {
    return true;
  }
  switch (a.kind) {
    case 'null':
      return b.kind === 'null';
    case 'string':
      return b.kind === 'string' && a.value === b.value;
    case 'boolean':
      return b.kind === 'boolean' && a.value === b.value;
    case 'number':
      return b.kind === 'number' && a.text === b.text;
    case 'array':
      return (
        b.kind === 'array' &&
        a.items.length === b.items.length &&
        a.items.every((item, i) => {
          const other = b.items[i];
          return other !== undefined && sameJson(item, other);
        })
      );
    case 'object':
      return b.kind === 'object' && sameMembers(a.members, b.members);
    default:
      return a satisfies never;
  }
}

function sameMembers(a: readonly JsonMember[], b: readonly JsonMember[]): boolean {
  if (a.length !== b.length) {
    return false;
  }
  const others = new Map(b.map((member) => [member.key, member.value]));
  return a.every((member) => {
    const other = others.get(member.key);
    return other !== undefined && sameJson(member.value, other);
  });
}

/** The value on one line, cut at about `limit` characters with an ellipsis. */
export function jsonLine(value: Json, limit: number): string {
  const text = line(value, limit);
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}

function line(value: Json, limit: number): string {
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'boolean':
      return String(value.value);
    case 'number':
      return value.text;
    case 'string':
      return JSON.stringify(value.value.length > limit ? value.value.slice(0, limit) : value.value);
    case 'array':
      return enclosed('[', ']', value.items, limit, (item) => line(item, limit));
    case 'object':
      return enclosed('{', '}', value.members, limit, (m) => `${m.key}: ${line(m.value, limit)}`);
    default:
      return value satisfies never;
  }
}

function enclosed<T>(
  open: string,
  close: string,
  elements: readonly T[],
  limit: number,
  write: (element: T) => string,
): string {
  let text = open;
  for (const [i, element] of elements.entries()) {
    if (text.length > limit) {
      return text;
    }
    text += (i === 0 ? '' : ', ') + write(element);
  }
  return text + close;
}

/** The text of a value for copying: indented by two spaces, digits as they were. */
export function prettyJson(value: Json, indent = ''): string {
  const deeper = `${indent}  `;
  switch (value.kind) {
    case 'array':
      return value.items.length === 0
        ? '[]'
        : `[\n${value.items.map((v) => deeper + prettyJson(v, deeper)).join(',\n')}\n${indent}]`;
    case 'object':
      return value.members.length === 0
        ? '{}'
        : `{\n${value.members
            .map((m) => `${deeper}${JSON.stringify(m.key)}: ${prettyJson(m.value, deeper)}`)
            .join(',\n')}\n${indent}}`;
    case 'string':
      return JSON.stringify(value.value);
    case 'null':
    case 'boolean':
    case 'number':
      return line(value, Number.POSITIVE_INFINITY);
    default:
      return value satisfies never;
  }
}
