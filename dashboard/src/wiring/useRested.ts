import { useCallback, useEffect, useRef } from 'react';

/** `run`, once it has not been called for so long, with what it was last called with. */
export function useRested<A extends readonly unknown[]>(
  run: (...args: A) => void,
  millis: number,
): (...args: A) => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(
    (...args: A) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => latest.current(...args), millis);
    },
    [millis],
  );
}
