/** What this browser remembers of its user's wishes; nothing of the site. */
import { useSyncExternalStore } from 'react';
import type { Language } from '../../api/contract.ts';

export type Brightness = 'dark' | 'light';

export interface Preferences {
  language?: Language;
  brightness: Brightness;
}

const PLACE = 'dutywatch.preferences';
const listeners = new Set<() => void>();
let current = read();

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => current);
}

export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  localStorage.setItem(PLACE, JSON.stringify(current));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Dark unless asked otherwise: a duty room at night. */
function read(): Preferences {
  const defaults: Preferences = { brightness: 'dark' };
  try {
    return { ...defaults, ...JSON.parse(localStorage.getItem(PLACE) ?? '{}') };
  } catch {
    return defaults;
  }
}
