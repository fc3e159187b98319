/**
 * ISA-18.2 / IEC 62682 life of an alarm, by names. Two things, kept apart: `isActive` is the
 * source's own state and follows rules only; `state` is how it is handled, and follows both.
 */
import type { FirstReading } from '../rules/events.ts';
import type { Text } from '../text.ts';
import type { AlarmDefinition, AlarmEvents } from './events.ts';

export type PlainState =
  | 'normal'
  | 'unacknowledged'
  | 'acknowledged'
  | 'returned'
  | 'latched-unacknowledged'
  | 'latched-acknowledged';

/** Not annunciated: by an operator for a time, by the design's own logic, or by a permit. */
export type AsideState = 'shelved' | 'suppressed' | 'out-of-service';

export type AlarmState = PlainState | AsideState;

export interface Alarm extends Omit<AlarmDefinition, 'alarm'>, FirstReading {
  /** `rule@asset`. */
  id: string;
  state: AlarmState;
  /** The process is abnormal, whatever people have done about it. */
  isActive: boolean;
  raisedAt: number;
  acknowledgedAt?: number;
  acknowledgedBy?: string;
  clearedAt?: number;
  /** While the condition is over but `clear-after` is not. */
  clearing?: { heldMs: number; runningSince?: number; dueAt?: number };
  shelved?: { at: number; until: number; reason: string; by?: string };
  suppressed?: Suppression;
  outOfService?: { at: number; until: number; permit: string; reason: string; by?: string };
  /** Acknowledged for longer than this, and still active: it is said again. */
  realarmAt?: number;
  incident?: string;
  /** Its rule is gone or changed; a person must finish it. */
  isOrphan?: true;
  occurrences: number;
  /** `seq` of the last event about it. */
  version: number;
}

export interface Suppression {
  at: number;
  because: Text;
  /** The hazard of which it is a consequence. */
  cause?: string;
  /** The window that suppresses it; else the rule's own logic does. */
  window?: string;
  /** The logic is over; the suppression goes on until then. */
  endsAt?: number;
}

export interface AlarmsState {
  /** Every alarm that was ever raised or set aside, by id; a normal one is kept for its counts. */
  alarms: Record<string, Alarm>;
}

type Transition = 'raise' | 'acknowledge' | 'realarm' | 'clear' | 'latch' | 'reset';

/** ISA-18.2 figure 3 with latching. A missing entry: the transition does not apply there. */
const NEXT: Record<PlainState, Partial<Record<Transition, PlainState>>> = {
  normal: { raise: 'unacknowledged' },
  unacknowledged: {
    acknowledge: 'acknowledged',
    clear: 'returned',
    latch: 'latched-unacknowledged',
  },
  acknowledged: {
    clear: 'normal',
    latch: 'latched-acknowledged',
    raise: 'unacknowledged',
    realarm: 'unacknowledged',
  },
  returned: { acknowledge: 'normal', raise: 'unacknowledged' },
  'latched-unacknowledged': {
    acknowledge: 'latched-acknowledged',
    reset: 'returned',
    raise: 'unacknowledged',
  },
  'latched-acknowledged': { reset: 'normal', raise: 'unacknowledged' },
};

/** Undefined where it does not apply; nothing but its end moves an alarm that is set aside. */
export function nextState(state: AlarmState, transition: Transition): PlainState | undefined {
  return isAside(state) ? undefined : NEXT[state][transition];
}

function isAside(state: AlarmState): state is AsideState {
  return state === 'shelved' || state === 'suppressed' || state === 'out-of-service';
}

export function isActive(alarm: Alarm | undefined): boolean {
  return alarm?.isActive === true;
}

/** Somebody still has to do something about it, or has set it aside for a time. */
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

type Evolve<T extends keyof AlarmEvents> = (
  state: AlarmsState,
  data: AlarmEvents[T],
  stamp: Stamp,
) => void;

export const evolveAlarms: { [T in keyof AlarmEvents]: Evolve<T> } = {
  'alarm-defined': (state, { alarm: id, ...rest }, { seq, at }) => {
    state.alarms[id] = {
      ...rest,
      id,
      state: 'normal',
      isActive: false,
      raisedAt: at,
      occurrences: 0,
      version: seq,
    };
  },
  'alarm-raised': (state, data, { seq, at }) => {
    const { alarm: id, ...rest } = data;
    const before = state.alarms[id];
    const { incident, shelved, suppressed, outOfService } = before ?? {};
    state.alarms[id] = {
      ...rest,
      id,
      state: raised(before?.state ?? 'normal'),
      isActive: true,
      raisedAt: at,
      occurrences: (before?.occurrences ?? 0) + 1,
      version: seq,
      ...(incident === undefined ? {} : { incident }),
      ...(shelved === undefined ? {} : { shelved }),
      ...(suppressed === undefined ? {} : { suppressed }),
      ...(outOfService === undefined ? {} : { outOfService }),
    };
  },
  'alarm-acknowledged': (state, { alarm, realarmAt }, { seq, at, person }) => {
    change(state, alarm, seq, (found) => {
      found.state = nextState(found.state, 'acknowledge') ?? found.state;
      found.acknowledgedAt = at;
      if (person !== undefined) found.acknowledgedBy = person;
      if (realarmAt !== undefined) found.realarmAt = realarmAt;
    });
  },
  'alarm-realarmed': (state, { alarm }, { seq }) => {
    change(state, alarm, seq, (found) => {
      found.state = nextState(found.state, 'realarm') ?? found.state;
      delete found.realarmAt;
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
      found.isActive = false;
      found.state = nextState(found.state, found.latch ? 'latch' : 'clear') ?? found.state;
      found.clearedAt = at;
      delete found.clearing;
      delete found.realarmAt;
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
  'alarm-shelved': (state, { alarm, ...shelf }, { seq, at, person }) => {
    setAside(state, alarm, seq, (found) => {
      found.shelved = { ...shelf, at, ...by(person) };
    });
  },
  'alarm-unshelved': (state, { alarm }, { seq }) => {
    setAside(state, alarm, seq, (found) => {
      delete found.shelved;
    });
  },
  'alarm-suppressed': (state, { alarm, ...suppression }, { seq, at }) => {
    setAside(state, alarm, seq, (found) => {
      found.suppressed = { ...suppression, at };
    });
  },
  'suppression-ending': (state, { alarm, endsAt }, { seq }) => {
    change(state, alarm, seq, (found) => {
      if (found.suppressed === undefined) return;
      if (endsAt === undefined) delete found.suppressed.endsAt;
      else found.suppressed.endsAt = endsAt;
    });
  },
  'alarm-unsuppressed': (state, { alarm }, { seq }) => {
    setAside(state, alarm, seq, (found) => {
      delete found.suppressed;
    });
  },
  'alarm-out-of-service': (state, { alarm, ...service }, { seq, at, person }) => {
    setAside(state, alarm, seq, (found) => {
      found.outOfService = { ...service, at, ...by(person) };
    });
  },
  'alarm-returned-to-service': (state, { alarm }, { seq }) => {
    setAside(state, alarm, seq, (found) => {
      delete found.outOfService;
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

function raised(before: AlarmState): AlarmState {
  return isAside(before) ? before : (nextState(before, 'raise') ?? 'unacknowledged');
}

/** The strongest reason names the state; without one the process says it (ISA-18.2: G, H, I). */
function setAside(
  state: AlarmsState,
  id: string,
  seq: number,
  apply: (alarm: Alarm) => void,
): void {
  change(state, id, seq, (alarm) => {
    apply(alarm);
    if (alarm.outOfService !== undefined) alarm.state = 'out-of-service';
    else if (alarm.shelved !== undefined) alarm.state = 'shelved';
    else if (alarm.suppressed !== undefined) alarm.state = 'suppressed';
    else alarm.state = alarm.isActive ? 'unacknowledged' : 'normal';
    delete alarm.realarmAt;
  });
}

function by(person: string | undefined): { by?: string } {
  return person === undefined ? {} : { by: person };
}

function change(state: AlarmsState, id: string, seq: number, apply: (alarm: Alarm) => void): void {
  const alarm = state.alarms[id];
  if (alarm === undefined) return;
  apply(alarm);
  alarm.version = seq;
}
