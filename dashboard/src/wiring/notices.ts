/** A line that tells the reader what came of what they did; the next one replaces it. */
import { observable } from '../observable';

export const notice = observable<string>('');

const SHOWN_MILLIS = 4000;
let timer: ReturnType<typeof setTimeout> | undefined;

export function tell(text: string): void {
  notice.set(text);
  clearTimeout(timer);
  timer = setTimeout(() => notice.set(''), SHOWN_MILLIS);
}
