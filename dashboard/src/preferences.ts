/** What a reader likes, kept in this browser: no part of the scene, which colleagues share. */
import { useSyncExternalStore } from 'react';
import { UTC, localZone } from './model/zone';
import type { Zone } from './model/zone';

export interface Preferences {
  readonly zone: 'local' | 'utc';
  /** `system`: as the operating system says. */
  readonly theme: 'system' | 'light' | 'dark';
}

const PLACE = 'traversion.preferences';

let current: Preferences = stored();
const listeners = new Set<() => void>();

function stored(): Preferences {
  let kept: unknown;
  try {
    kept = JSON.parse(localStorage.getItem(PLACE) ?? '{}');
  } catch {
    // Storage may be forbidden, and its content is not ours alone to write.
  }
  const { zone, theme } = (typeof kept === 'object' && kept !== null ? kept : {}) as Record<
    string,
    unknown
  >;
  return {
    zone: zone === 'utc' ? 'utc' : 'local',
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
  };
}

export const preferences = (): Preferences => current;

export function prefer(changed: Partial<Preferences>): void {
  current = { ...current, ...changed };
  try {
    localStorage.setItem(PLACE, JSON.stringify(current));
  } catch {
    // Then it holds until the page is left.
  }
  for (const listener of listeners) listener();
}

export function onPreference(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const usePreferences = (): Preferences => useSyncExternalStore(onPreference, preferences);

const LOCAL = localZone();

export const zoneOf = ({ zone }: Preferences): Zone => (zone === 'utc' ? UTC : LOCAL);

/** The zone that times are shown in. */
export const useZone = (): Zone => zoneOf(usePreferences());
