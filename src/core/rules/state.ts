/** What is journalled of rules: the holds that run or are frozen, and who is known to be blind. */
import type { FirstReading, RuleEvents } from './events.ts';

export interface Hold extends FirstReading {
  rule: string;
  asset: string;
  startedAt: number;
  /** Seen for this long before `runningSince`. */
  heldMs: number;
  /** Undefined while frozen. */
  runningSince?: number;
  frozenSince?: number;
  dueAt?: number;
  /** It runs although the rule is blind. */
  lost: boolean;
}

export interface RuleState {
  /** By `rule@asset`. */
  holds: Record<string, Hold>;
  /** Rules known to be blind on an asset, and since when. */
  blind: Record<string, number>;
  /** Noted conditions that last, and since when. */
  noted: Record<string, number>;
}

export function initialRuleState(): RuleState {
  return { holds: {}, blind: {}, noted: {} };
}

export const evolveRules: {
  [T in keyof RuleEvents]: (state: RuleState, data: RuleEvents[T], at: number) => void;
} = {
  'hold-started': (state, { rule, asset, dueAt, lost, ...reading }, at) => {
    state.holds[keyOf(rule, asset)] = {
      rule,
      asset,
      startedAt: at,
      heldMs: 0,
      runningSince: at,
      dueAt,
      lost,
      ...reading,
    };
  },
  'hold-frozen': (state, { rule, asset, heldMs }, at) => {
    const hold = state.holds[keyOf(rule, asset)];
    if (hold !== undefined) freeze(hold, heldMs, at);
  },
  'hold-lost': (state, { rule, asset, dueAt }, at) => {
    const hold = state.holds[keyOf(rule, asset)];
    if (hold === undefined) return;
    hold.lost = true;
    hold.runningSince ??= at;
    hold.dueAt = dueAt;
    delete hold.frozenSince;
  },
  'hold-resumed': (state, { rule, asset, dueAt, ...reading }, at) => {
    const hold = state.holds[keyOf(rule, asset)];
    if (hold === undefined) return;
    Object.assign(hold, reading);
    hold.lost = false;
    hold.runningSince = hold.frozenSince === undefined ? (hold.runningSince ?? at) : at;
    hold.dueAt = dueAt;
    delete hold.frozenSince;
  },
  'hold-cancelled': (state, { rule, asset }) => {
    delete state.holds[keyOf(rule, asset)];
  },
  'condition-noted': (state, { rule, asset }, at) => {
    state.noted[keyOf(rule, asset)] = at;
    delete state.holds[keyOf(rule, asset)];
  },
  'condition-ended': (state, { rule, asset }) => {
    delete state.noted[keyOf(rule, asset)];
  },
  'blind-started': (state, { rule, asset }, at) => {
    state.blind[keyOf(rule, asset)] = at;
  },
  'blind-ended': (state, { rule, asset }) => {
    delete state.blind[keyOf(rule, asset)];
  },
};

/** After a restart every running hold stands still where the program last was alive. */
export function freezeHolds(state: RuleState, lastAlive: number): void {
  for (const hold of Object.values(state.holds)) {
    if (hold.runningSince === undefined) continue;
    freeze(hold, hold.heldMs + Math.max(0, lastAlive - hold.runningSince), lastAlive);
    hold.lost = false;
  }
}

function freeze(hold: Hold, heldMs: number, at: number): void {
  hold.heldMs = heldMs;
  hold.frozenSince = at;
  delete hold.runningSince;
  delete hold.dueAt;
}

export function keyOf(rule: string, asset: string): string {
  return `${rule}@${asset}`;
}
