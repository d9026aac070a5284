/**
 * A kind of question that the page asks again and again while the instant moves, such as "the state
 * of this service then". Panels use one through `useAnswer`.
 */
export interface Source<Q, T> {
  readonly name: string;
  /** Equal texts: the same answer. */
  key(question: Q): string;
  /** What the question is about, apart from when. An answer about it at another instant may stay
   * in view, marked as such, until the right one comes; an answer about anything else may not. */
  subject(question: Q): string;
  /** Lets others ask first while the instant moves; see `turns.ts`. */
  readonly follows?: boolean;
  /** @throws ApiError, or an `AbortError` when the signal fired */
  load(question: Q, signal: AbortSignal): Promise<T>;
}

/** Questions are flat records of texts, numbers and instants, so their key is their fields. */
export function keyOf(question: object): string {
  return JSON.stringify(question, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}
