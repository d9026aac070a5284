// What is kept of a body: text as a string, anything else as bytes, never more than the limit.

const TEXTUAL = /^(text\/|application\/(json|xml|javascript|x-www-form-urlencoded|graphql|[\w.+-]+\+(json|xml)))/i;

/**
 * @typedef {object} Content
 * @property {string | Uint8Array} body the body or, when truncated, a prefix of it
 * @property {number} size bytes of the whole body
 * @property {boolean} truncated
 */

/**
 * Collects a body that passes by, up to a limit.
 */
export class Capture {
  #limit;
  #kept = [];
  #keptBytes = 0;
  #size = 0;

  /** @param {number} limit the most bytes to keep */
  constructor(limit) {
    this.#limit = limit;
  }

  /** @param {Uint8Array} chunk */
  add(chunk) {
    this.#size += chunk.byteLength;
    const room = this.#limit - this.#keptBytes;
    if (room > 0) {
      const part = chunk.byteLength <= room ? chunk : chunk.subarray(0, room);
      this.#kept.push(part);
      this.#keptBytes += part.byteLength;
    }
  }

  /**
   * @param {string | null | undefined} contentType
   * @returns {Content}
   */
  content(contentType) {
    const bytes = Buffer.concat(this.#kept);
    const truncated = this.#size > this.#keptBytes;
    return { body: asText(bytes, contentType, truncated) ?? bytes, size: this.#size, truncated };
  }
}

function asText(bytes, contentType, truncated) {
  if (contentType && !TEXTUAL.test(contentType)) {
    return undefined;
  }
  const charset = /charset=["']?([\w-]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase();
  if (charset && charset !== 'utf-8' && charset !== 'utf8' && charset !== 'us-ascii') {
    return undefined;
  }
  try {
    // ignoreBOM keeps a leading U+FEFF: the text must give back the very bytes.
    const whole = truncated ? bytes.subarray(0, wholeCharacters(bytes)) : bytes;
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(whole);
  } catch {
    return undefined;
  }
}

/** How many leading bytes are left when a character cut by truncation is dropped from the end. */
function wholeCharacters(bytes) {
  let start = bytes.length;
  for (let back = 1; back <= 4 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back];
    if ((byte & 0xc0) === 0x80) {
      continue;
    }
    const length = byte < 0x80 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    start = length > back ? bytes.length - back : bytes.length;
    break;
  }
  return start;
}

/**
 * Puts content on a span as `traversion.<direction>.body` and its companions.
 *
 * @param {import('@opentelemetry/api').Span} span
 * @param {'request' | 'response'} direction
 * @param {Content} content
 */
export function recordContent(span, direction, { body, size, truncated }) {
  if (size === 0) {
    return;
  }
  const key = `traversion.${direction}.body`;
  if (typeof body === 'string') {
    span.setAttribute(key, body);
  } else if (span.attributes) {
    // OTLP has byte values and the exporter writes them, but setAttribute still refuses them.
    span.attributes[key] = body;
  }
  span.setAttribute(`${key}.size`, size);
  if (truncated) {
    span.setAttribute(`${key}.truncated`, true);
  }
}

/**
 * A value as the JSON text of an entity or setting change, cut at the limit.
 *
 * @param {unknown} value
 * @param {number} limit the most UTF-8 bytes to keep
 * @returns {{text: string, size: number, truncated: boolean}}
 */
export function jsonContent(value, limit) {
  const text = JSON.stringify(value);
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= limit) {
    return { text, size: bytes.length, truncated: false };
  }
  const prefix = bytes.subarray(0, limit);
  return {
    text: prefix.toString('utf8', 0, wholeCharacters(prefix)),
    size: bytes.length,
    truncated: true,
  };
}
