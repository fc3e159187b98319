/** What is journalled of windows: those that have not ended. */
import type { WindowPurpose } from '../rules/window-purposes.ts';
import type { Text } from '../text.ts';
import type { WindowEvents } from './events.ts';

export interface Window {
  id: string;
  purpose: WindowPurpose;
  /** Assets and areas; an area covers what lies in it. */
  places: readonly string[];
  from: number;
  to: number;
  reason: Text;
  by?: string;
}

/** Those that have not ended. */
export type WindowsState = Record<string, Window>;

interface Stamp {
  person: string | undefined;
}

export const evolveWindows: {
  [T in keyof WindowEvents]: (state: WindowsState, data: WindowEvents[T], stamp: Stamp) => void;
} = {
  'window-registered': (state, { window: id, ...rest }, { person }) => {
    state[id] = { ...rest, id, ...(person === undefined ? {} : { by: person }) };
  },
  'window-ended': (state, { window }) => {
    delete state[window];
  },
};
