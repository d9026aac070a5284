/** Whether the node answers. Lost, it is tried again by itself, ever less often. */
import { ping } from '../api/health';
import { observable } from '../observable';

export type Connection =
  | { readonly kind: 'there' }
  | { readonly kind: 'lost'; readonly since: number; readonly nextTryAt: number };

export const connection = observable<Connection>({ kind: 'there' });

const PAUSES_MILLIS = [1000, 2000, 4000, 8000] as const;
const LONGEST_PAUSE = 8000;

let tries = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** To be told by whoever asked and got no answer. */
export function connectionLost(): void {
  if (connection.get().kind === 'lost') return;
  tries = 0;
  wait(Date.now());
}

function wait(since: number): void {
  const pause = PAUSES_MILLIS[tries] ?? LONGEST_PAUSE;
  tries++;
  connection.set({ kind: 'lost', since, nextTryAt: Date.now() + pause });
  clearTimeout(timer);
  timer = setTimeout(tryNow, pause);
}

/** At once, because the reader says so or the time has come. */
export function tryNow(): void {
  const lost = connection.get();
  if (lost.kind !== 'lost') return;
  clearTimeout(timer);
  void ping().then((there) => {
    if (connection.get().kind !== 'lost') return;
    if (there) connection.set({ kind: 'there' });
    else wait(lost.since);
  });
}
