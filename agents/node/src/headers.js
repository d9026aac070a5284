// Which headers are kept: those that handlers commonly decide by. Never credentials or cookies.

export const DEFAULT_HEADERS = Object.freeze([
  'accept',
  'accept-language',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'location',
  'retry-after',
  'x-request-id',
]);

/**
 * @param {import('@opentelemetry/api').Span} span
 * @param {'request' | 'response'} direction
 * @param {Headers} headers
 * @param {readonly string[]} names lower case
 */
export function recordHeaders(span, direction, headers, names) {
  for (const name of names) {
    const value = headers.get(name);
    if (value !== null) {
      span.setAttribute(`http.${direction}.header.${name}`, [value]);
    }
  }
}
