import { useEffect, useState } from 'react';

/** How long typing rests before it is asked for, in milliseconds: about the time between two keys. */
const REST_OF_TYPING = 150;

/** The value once it has not changed for a moment. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const alarm = setTimeout(() => setSettled(value), REST_OF_TYPING);
    return () => clearTimeout(alarm);
  }, [value]);
  return settled;
}
