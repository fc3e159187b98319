/**
 * What the API needs of the rest of the program, as interfaces: `gateway.ts` implements them. The
 * API itself knows no journal, no driver and no simulator.
 *
 * Times are core ms unless a name says `wall`. An error named `JournalError` or `HistoryError`
 * means that the machine is at fault: the caller is told 503, and may try again.
 */
import type { Access } from '../core/access.ts';
import type { Texts } from '../core/duty/templates.ts';
import type { Engine } from '../core/engine.ts';
import type { Actor, Event, EventType } from '../core/event.ts';
import type { FieldValue, PersonalReference } from '../core/incidents/events.ts';
import type { Command, Refusal } from '../core/input.ts';
import type { Quality, Value } from '../core/signals/reading.ts';
import type { Text } from '../core/text.ts';
import type { ConfigInfo, HealthInfo, SimulationInfo } from './contract.ts';

export interface Ports {
  /** `live`, or a drill's id; undefined where there is no such drill. */
  realm(id: string): Realm | undefined;
  accounts: Accounts;
  vault: Vault;
  config: ConfigPort;
  health(): HealthInfo;
  wallClock(): number;
  /** What a person should read in the log. */
  log(line: string): void;
}

/** Live, or one drill: everything about a building and its emergencies is asked of a realm. */
export interface Realm {
  readonly id: string;
  /** Read only. Another one after a reload. */
  readonly engine: Pick<Engine, 'state' | 'live' | 'compiled'>;
  readonly installation: Installation;
  /** Core time. */
  now(): number;
  /** Resolves once the events are durable; rejects when they cannot be. */
  submit(command: Command, actor: Actor): Promise<Submitted>;
  /** Journalled events, oldest first; both ends of the time are included. */
  events(query: EventQuery): readonly Event[];
  /** The newest journalled event and its hash, which proves all before it (`practice.md` P-51). */
  journalHead(): JournalHead;
  /** Told of each commit, after it. Returns what ends it. */
  subscribe(listener: (events: readonly Event[]) => void): () => void;
  devices(): readonly DeviceStatus[];
  readings(query: ReadingsQuery): Promise<readonly ReadingStep[]>;
  readonly idempotency: Idempotency;
  /** Absent where nothing is simulated. */
  readonly simulation?: SimulationPort;
}

export interface JournalHead {
  seq: number;
  /** SHA-256 in hex. */
  hash: string;
}

export interface Submitted {
  refusal?: Refusal;
  events: readonly Event[];
}

export interface EventQuery {
  from: number;
  to: number;
  type?: EventType;
  /** Only events behind this `seq`: the next page. */
  after?: number;
  limit?: number;
}

/** What the files say besides the core's settings. `Config` has this shape. */
export interface Installation {
  devices: readonly {
    id: string;
    profile: { profile: string; title: Text };
    on: string;
    asset: string;
    /** What a signal's codes mean; undefined where no list explains them. */
    meaningOf(signal: string, codes: string): Text | undefined;
  }[];
  texts: Texts;
  gateway: { simulated: boolean };
}

export interface DeviceStatus {
  device: string;
  up: boolean;
  reason?: string;
  cause?: string;
  lastHeardAt?: number;
  roundTripMs?: number;
  intervalMs?: number;
  errors: Partial<Record<string, number>>;
}

/** Wall ms. */
export interface ReadingsQuery {
  asset: string;
  signal: string;
  from: number;
  to: number;
  step: number;
}

export interface ReadingStep {
  /** Wall ms. */
  at: number;
  min: number | null;
  mean: number | null;
  max: number | null;
  last: Value | null;
  quality: Quality;
  /** For texts: the time in each value, ms. */
  times?: Record<string, number>;
}

export interface Accounts {
  hasPassword(user: string): boolean;
  hasUsers(): boolean;
  /** Ends the person's sessions. */
  setPassword(user: string, password: string): Promise<void>;
  checkPassword(user: string, password: string): Promise<boolean>;
  createSession(user: string, nowWall: number): { id: string; csrf: string };
  session(id: string, nowWall: number): { user: string; csrf: string } | undefined;
  endSession(id: string): void;
  /** Undefined where the name is taken. */
  createToken(name: string, access: Access): string | undefined;
  tokenAccess(token: string): { name: string; access: Access } | undefined;
  /** True once, and only while nobody has a password. */
  useSetupToken(token: string): boolean;
  hasPin(user: string): boolean;
  setPin(user: string, pin: string): Promise<void>;
  removePin(user: string): void;
  checkPin(user: string, pin: string): Promise<boolean>;
  readonly terminals: Terminals;
}

/** Browsers on a desk, known as a place and not as a person. */
export interface Terminals {
  /** Undefined where the name is taken. */
  create(name: string, nowWall: number): (TerminalSession & { secret: string }) | undefined;
  session(secret: string, nowWall: number): TerminalSession | undefined;
  list(): { id: string; name: string; sinceWall: number; usedAtWall: number }[];
  /** False where there is no such terminal. */
  end(id: string): boolean;
}

export interface TerminalSession {
  id: string;
  name: string;
  csrf: string;
}

/** Personal values outside the journal. */
export interface Vault {
  put(value: FieldValue): PersonalReference;
  get(id: string): FieldValue | undefined;
  erase(id: string, nowWall: number): void;
}

/** Answers to calls that may be repeated. */
export interface Idempotency {
  begin(key: string, request: string, nowWall: number): Claim;
  finish(key: string, response: string): void;
  release(key: string): void;
}

export type Claim =
  | { state: 'new' | 'running' | 'unknown' | 'different' }
  | { state: 'finished'; response: string };

export interface SimulationPort {
  info(): SimulationInfo;
  /** The fault's id, or in words what is wrong with it. */
  startFault(fault: unknown): { id: string } | { problem: string };
  /** False where no such fault is active. */
  endFault(id: string): boolean;
  /** Undefined: it is done; else in words what is wrong with it. */
  act(action: unknown): string | undefined;
}

export interface ConfigPort {
  info(): ConfigInfo;
  /** Reads the files again; where they are wrong nothing changes, and `problems` says why. */
  reload(): Promise<ConfigInfo>;
}
