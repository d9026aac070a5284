/** Tells the panels that were asked about a stretch of time, not an instant, that it has grown. */
const listeners = new Set<() => void>();

export function onFresh(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** To be called at a bounded rate: each listener asks the node again. */
export function announceFresh(): void {
  for (const listener of listeners) listener();
}
