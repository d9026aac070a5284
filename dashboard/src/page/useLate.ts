import { useEffect, useState } from 'react';

/** Answers that come sooner need no sign that they are awaited: it would only flash. */
const LATE_MILLIS = 200;

/**
 * Whether the right answer has been awaited for a while, and nothing newer came meanwhile.
 *
 * @param shown what is in view; another value is a sign of life
 */
export function useLate(waiting: boolean, shown: unknown): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setTimeout(() => setLate(true), LATE_MILLIS);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [waiting, shown]);
  return late;
}
