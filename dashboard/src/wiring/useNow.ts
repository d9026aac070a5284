import { useEffect, useState } from 'react';
import type { EpochNanos } from '../model/time';
import { now } from './address';

/** The present, as of the last whole second. */
export function useNow(): EpochNanos {
  const [present, setPresent] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setPresent(now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return present;
}
