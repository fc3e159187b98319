/**
 * ISA-18.2 / IEC 62682 life of an alarm, by names. The process's side (raise, clear) comes from
 * rules, the person's side (acknowledge, reset) from commands; neither pretends to be the other.
 */
import type { Priority } from '../priority.ts';
import type { AlarmEvents, AlarmText } from './events.ts';

export type AlarmState =
  | 'normal'
  | 'unacknowledged'
  | 'acknowledged'
  | 'returned'
  | 'latched-unacknowledged'
  | 'latched-acknowledged';

export interface Alarm {
  /** `rule@asset`. */
  id: string;
  rule: string;
  asset: string;
  priority: Priority;
  latch: boolean;
  hazard?: string;
  evidence?: 'suspected' | 'confirmed';
  dataLost: boolean;
  text: AlarmText;
  state: AlarmState;
  raisedAt: number;
  acknowledgedAt?: number;
  acknowledgedBy?: string;
  clearedAt?: number;
  /** While the condition is over but `clear-after` is not. */
  clearing?: { heldMs: number; runningSince?: number; dueAt?: number };
  incident?: string;
  /** Its rule is gone or changed; a person must finish it. */
  isOrphan?: true;
  occurrences: number;
  /** `seq` of the last event about it. */
  version: number;
}

export interface AlarmsState {
  /** Every alarm that was ever raised, by id; a normal one is kept for its counts. */
  alarms: Record<string, Alarm>;
}

type Transition = 'raise' | 'acknowledge' | 'clear' | 'latch' | 'reset';

/** ISA-18.2 figure 3 with latching. A missing entry: the transition does not apply there. */
const NEXT: Record<AlarmState, Partial<Record<Transition, AlarmState>>> = {
  normal: { raise: 'unacknowledged' },
  unacknowledged: {
    acknowledge: 'acknowledged',
    clear: 'returned',
    latch: 'latched-unacknowledged',
  },
  acknowledged: { clear: 'normal', latch: 'latched-acknowledged', raise: 'unacknowledged' },
  returned: { acknowledge: 'normal', raise: 'unacknowledged' },
  'latched-unacknowledged': {
    acknowledge: 'latched-acknowledged',
    reset: 'returned',
    raise: 'unacknowledged',
  },
  'latched-acknowledged': { reset: 'normal', raise: 'unacknowledged' },
};

export function nextState(state: AlarmState, transition: Transition): AlarmState | undefined {
  return NEXT[state][transition];
}

/** The process is abnormal, whatever people have done about it. */
export function isActive(alarm: Alarm | undefined): boolean {
  return alarm?.state === 'unacknowledged' || alarm?.state === 'acknowledged';
}

/** Somebody still has to do something about it. */
export function isOpen(alarm: Alarm): boolean {
  return alarm.state !== 'normal';
}

export function isUnacknowledged(alarm: Alarm): boolean {
  return nextState(alarm.state, 'acknowledge') !== undefined;
}

export function initialAlarmsState(): AlarmsState {
  return { alarms: {} };
}

interface Stamp {
  seq: number;
  at: number;
  person: string | undefined;
}

export const evolveAlarms: {
  [T in keyof AlarmEvents]: (state: AlarmsState, data: AlarmEvents[T], stamp: Stamp) => void;
} = {
  'alarm-raised': (state, data, { seq, at }) => {
    const before = state.alarms[data.alarm];
    const { alarm: id, ...rest } = data;
    state.alarms[id] = {
      ...rest,
      id,
      state: nextState(before?.state ?? 'normal', 'raise') ?? 'unacknowledged',
      raisedAt: at,
      occurrences: (before?.occurrences ?? 0) + 1,
      version: seq,
      ...(before?.incident === undefined ? {} : { incident: before.incident }),
    };
  },
  'alarm-acknowledged': (state, { alarm }, { seq, at, person }) => {
    change(state, alarm, seq, (found) => {
      found.state = nextState(found.state, 'acknowledge') ?? found.state;
      found.acknowledgedAt = at;
      if (person !== undefined) found.acknowledgedBy = person;
    });
  },
  'clear-started': (state, { alarm, dueAt }, { seq, at }) => {
    change(state, alarm, seq, (found) => {
      found.clearing = { heldMs: found.clearing?.heldMs ?? 0, runningSince: at, dueAt };
    });
  },
  'clear-frozen': (state, { alarm, heldMs }, { seq }) => {
    change(state, alarm, seq, (found) => {
      found.clearing = { heldMs };
    });
  },
  'clear-cancelled': (state, { alarm }, { seq }) => {
    change(state, alarm, seq, (found) => {
      delete found.clearing;
    });
  },
  'alarm-cleared': (state, { alarm }, { seq, at }) => {
    change(state, alarm, seq, (found) => {
      found.state = nextState(found.state, found.latch ? 'latch' : 'clear') ?? found.state;
      found.clearedAt = at;
      delete found.clearing;
    });
  },
  'alarm-reset': (state, { alarm }, { seq }) => {
    change(state, alarm, seq, (found) => {
      found.state = nextState(found.state, 'reset') ?? found.state;
    });
  },
  'alarm-orphaned': (state, { alarm }, { seq }) => {
    change(state, alarm, seq, (found) => {
      found.isOrphan = true;
      delete found.clearing;
    });
  },
};

/** After a restart a `clear-after` that ran stands still where the program last was alive. */
export function freezeClearing(state: AlarmsState, lastAlive: number): void {
  for (const alarm of Object.values(state.alarms)) {
    const { clearing } = alarm;
    if (clearing?.runningSince === undefined) continue;
    const seenMs = Math.max(0, lastAlive - clearing.runningSince);
    alarm.clearing = { heldMs: clearing.heldMs + seenMs };
  }
}

function change(state: AlarmsState, id: string, seq: number, apply: (alarm: Alarm) => void): void {
  const alarm = state.alarms[id];
  if (alarm === undefined) return;
  apply(alarm);
  alarm.version = seq;
}
