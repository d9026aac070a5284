/**
 * Answers by what was asked, the least recently used forgotten first. History may still grow late,
 * so an answer is believed for a while only.
 */
export interface AnswerCache {
  get(source: string, key: string): { readonly value: unknown } | undefined;
  put(source: string, key: string, value: unknown): void;
  forget(source: string, key: string): void;
  clear(): void;
}

interface Kept {
  readonly value: unknown;
  readonly until: number;
}

export function answerCache(
  most: number,
  believedForMillis: number,
  now: () => number = () => performance.now(),
): AnswerCache {
  const kept = new Map<string, Kept>();
  const nameOf = (source: string, key: string) => `${source} ${key}`;
  return {
    get(source, key) {
      const name = nameOf(source, key);
      const found = kept.get(name);
      if (found === undefined) return undefined;
      kept.delete(name);
      if (found.until < now()) return undefined;
      kept.set(name, found);
      return { value: found.value };
    },
    put(source, key, value) {
      const name = nameOf(source, key);
      kept.delete(name);
      kept.set(name, { value, until: now() + believedForMillis });
      for (const oldest of kept.keys()) {
        if (kept.size <= most) break;
        kept.delete(oldest);
      }
    },
    forget: (source, key) => void kept.delete(nameOf(source, key)),
    clear: () => kept.clear(),
  };
}
