/**
 * Keeps recorded JSON as the text that the service wrote. `JSON.parse` would round its numbers,
 * reorder its members and drop its double keys, and would do so for every body of a page of events
 * although hardly any is looked at. So each `{"json": value}` of an answer becomes
 * `{"json": "text of the value"}` before the answer is parsed; `model/json.ts` reads it when it is
 * shown. Two versions of an entity are then compared as two strings.
 *
 * `{"json":` cannot occur inside a string, where quotes are escaped. Headers by that name stay.
 */
export function keepJsonTexts(answer: string): string {
  let kept = '';
  let copied = 0;
  for (let found = answer.indexOf(CONTENT); found !== -1; found = answer.indexOf(CONTENT, copied)) {
    const start = found + CONTENT.length;
    if (answer.endsWith(HEADERS, found)) {
      kept += answer.slice(copied, start);
      copied = start;
      continue;
    }
    const end = endOfValue(answer, start);
    kept += answer.slice(copied, start) + JSON.stringify(answer.slice(start, end).trim());
    copied = end;
  }
  return copied === 0 ? answer : kept + answer.slice(copied);
}

const CONTENT = '{"json":';
const HEADERS = '"headers":';

/** Where the value that starts at `start` ends: before the bracket that closes its content. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    switch (text.charAt(at)) {
      case '"':
        at = endOfString(text, at);
        break;
      case '{':
      case '[':
        depth++;
        break;
      case '}':
      case ']':
        if (depth === 0) return at;
        depth--;
        break;
      default:
    }
    at++;
  }
  return at;
}

/** The index of the quote that closes the string that opens at `open`. */
function endOfString(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close !== -1 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
  return close === -1 ? text.length : close;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}
