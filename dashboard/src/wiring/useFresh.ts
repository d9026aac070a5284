import { useEffect } from 'react';
import { onFresh } from './fresh';

/** Calls back, at a bounded rate, when something new was recorded. */
export function useFresh(refresh: () => void): void {
  useEffect(() => onFresh(refresh), [refresh]);
}
