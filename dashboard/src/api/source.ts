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
  /**
   * Least time from one question to the next, in milliseconds; none where it is left out. While the
   * instant moves, what the eye follows shall not queue behind what it looks at when the hand rests.
   */
  readonly rest?: number;
  /** @throws ApiError, or an `AbortError` when the signal fired */
  load(question: Q, signal: AbortSignal): Promise<T>;
}

/** How long lists and the map rest, in milliseconds: some pictures a second follow a drag well. */
export const REST_OF_LISTS = 150;

/** Questions are flat records of texts, numbers and instants, so their key is their fields. */
export function keyOf(question: object): string {
  return JSON.stringify(question, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}
