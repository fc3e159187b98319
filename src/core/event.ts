/**
 * The envelope of everything the core decides. Events are facts in the past tense; they are all
 * that the journal stores and the only way journalled state changes. An event that asks for
 * something outside (`notification-requested`) is an effect: handed out once it is durable.
 */
import type { ActionEvents } from './actions/events.ts';
import type { AlarmEvents, WindowEvents } from './alarms/events.ts';
import type { DutyEvents } from './duty/events.ts';
import type { IncidentEvents } from './incidents/events.ts';
import type { NoticeEvents } from './notices/events.ts';
import type { RuleEvents } from './rules/events.ts';
import type { SignalEvents } from './signals/events.ts';

/** Who did it: a person's id and name in the console, or the program itself. */
export interface Actor {
  person: string;
  /** On whose behalf it was ticked (`practice.md` P-43). */
  onBehalfOf?: string;
  via?: 'radio' | 'phone' | 'in-person';
}

export type GatewayEvents = {
  /** Which configuration is in force from here; its content is stored once under its hash. */
  'config-loaded': {
    hash: string;
    rules: Record<string, string>;
    playbooks: Record<string, string>;
  };
  /** Holds freeze at `lastAlive` (core ms); `blindMs` is how long nobody looked. */
  'gateway-started': { lastAlive: number; blindMs: number };
  'clock-adjusted': { offsetMs: number };
  /** The nightly look: what would not work tonight, by kind. */
  'readiness-looked': { findings: Record<string, number> };
};

export type Events = GatewayEvents &
  SignalEvents &
  RuleEvents &
  AlarmEvents &
  WindowEvents &
  IncidentEvents &
  DutyEvents &
  NoticeEvents &
  ActionEvents;
export type EventType = keyof Events;

/** `seq` starts at 1 in each realm and has no gaps. `at` is core time, `wallAt` the wall clock. */
export type Event<T extends EventType = EventType> = {
  [K in T]: {
    seq: number;
    at: number;
    wallAt: number;
    type: K;
    /** Version of this type's data; upcasters live beside the type. */
    v: number;
    /** `seq` of the event that led to this one; absent where an input from outside did. */
    cause?: number;
    realm: string;
    actor?: Actor;
    data: Events[K];
  };
}[T];
