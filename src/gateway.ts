/**
 * The loop of one realm: inputs wait in a queue, the core decides on each, the journal keeps what
 * it decided, and only then do effects go out and people see it. It decides nothing itself.
 */
import type { Engine } from './core/engine.ts';
import type { Actor, Event } from './core/event.ts';
import type { Command, Input, Refusal } from './core/input.ts';
import { IndexSet, type Indices } from './core/signals/index-set.ts';
import type { Report } from './core/signals/reading.ts';
import type { DriverOutput } from './drivers/driver.ts';
import type { GatewayClock } from './gateway-clock.ts';

/** What the loop needs of the ring; tests hand in their own. */
export interface GatewayPorts {
  clock: GatewayClock;
  /** Durable when it returns; throws where the disk refuses, and may be called again then. */
  append(events: readonly Event[]): void;
  alive(at: number): void;
  /** Effects of what is durable. */
  wake(events: readonly Event[]): void;
  /** Effects of what the disk has refused so far; `caughtUp` follows once it is durable. */
  wakeEarly(events: readonly Event[]): void;
  caughtUp(): void;
  /** Resolves once the readings are durable. */
  store(reports: readonly Report[]): Promise<void>;
  log(line: string): void;
}

/** Told of what is durable now. `slots`: whose shown reading has changed; emptied after it. */
export type Listener = (events: readonly Event[], slots: Indices) => void;

export interface Submitted {
  events: readonly Event[];
  refusal?: Refusal;
}

interface Waiting {
  input: Input;
  caller?: Caller;
}

interface Caller {
  done(outcome: Submitted): void;
  fail(error: unknown): void;
}

/** The journal is tried again this often while the disk refuses. */
const RETRY_MS = 1_000;
/** The longest sleep: clocks are looked at, and "last alive" is written, this often. */
const PULSE_MS = 1_000;
/** A wall clock that moved by more than this against core time is told to the core. */
const CLOCK_STEP_MS = 500;
/** Inputs decided in one go before timers and sockets get their turn. */
const BATCH_LIMIT = 500;

export class Gateway implements DriverOutput {
  readonly engine: Engine;
  readonly #ports: GatewayPorts;
  readonly #listeners = new Set<Listener>();
  #queue: Waiting[] = [];
  #isScheduled = false;
  #timer: NodeJS.Timeout | undefined;
  #wakeAt = Number.POSITIVE_INFINITY;
  #pulse: NodeJS.Timeout | undefined;
  /** Decided, but not on the disk yet; of these so many went out while the disk refused. */
  #unwritten: Event[] = [];
  #handedOut = 0;
  #retry: NodeJS.Timeout | undefined;
  /** Slots whose shown reading has changed since the listeners were told. */
  readonly #touched: IndexSet;
  #unanswered: { caller: Caller; outcome: Submitted }[] = [];
  #failure: string | undefined;
  #isAliveRefused = false;
  #isStopped = false;

  constructor(engine: Engine, ports: GatewayPorts) {
    this.engine = engine;
    this.#touched = new IndexSet(engine.live.table.slots.length);
    this.#ports = ports;
  }

  /** `start`: what the core is told first. */
  start(start: Extract<Input, { type: 'start' }>): void {
    this.#push({ input: start });
    this.#adjustClock();
    this.#run();
    this.#pulse = setInterval(() => this.#beat(), PULSE_MS);
  }

  /**
   * Everything that was handed in is decided and written, or said to be lost. What still comes
   * (receipts of messages under way) is written too, but nothing is waited for any longer.
   */
  stop(): void {
    this.#isStopped = true;
    clearInterval(this.#pulse);
    this.#sayAlive();
    while (this.#queue.length > 0) this.#run();
    clearTimeout(this.#timer);
    clearTimeout(this.#retry);
    this.#retry = undefined;
    if (this.#unwritten.length > 0) this.#write();
    clearTimeout(this.#retry);
    if (this.#unwritten.length > 0) {
      this.#ports.log(`${this.#unwritten.length} events could not be written: ${this.#failure}`);
    }
  }

  report(reports: readonly Report[]): { stored: Promise<void> } {
    this.#push({ input: { type: 'reports', reports } });
    const stored = this.#ports.store(reports);
    // The store counts and shows its own refusals; a poll has nobody who waits for them.
    stored.catch(() => {});
    return { stored };
  }

  link(device: string, up: boolean, reason?: string): void {
    const why = reason === undefined ? {} : { reason };
    this.#push({ input: { type: 'link', device, up, ...why } });
  }

  delivery(report: Omit<Extract<Input, { type: 'delivery' }>, 'type'>): void {
    this.#push({ input: { type: 'delivery', ...report } });
  }

  /**
   * Resolves when what the command led to is durable; the refusal is the core's no. Rejects where
   * the disk refuses: the command is in force all the same, and is written when the disk allows.
   */
  submit(command: Command, actor: Actor): Promise<Submitted> {
    return new Promise((done, fail) => {
      this.#push({ input: { type: 'command', command, actor }, caller: { done, fail } });
    });
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Why nothing can be written now; undefined while all is well. */
  failure(): string | undefined {
    return this.#failure;
  }

  #push(waiting: Waiting): void {
    this.#queue.push(waiting);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#run());
  }

  #run(): void {
    this.#isScheduled = false;
    const batch = this.#queue.splice(0, BATCH_LIMIT);
    for (const { input, caller } of batch) this.#decide(input, caller);
    if (this.engine.nextDue() <= this.#ports.clock.now()) this.#decide({ type: 'due' });
    this.#write();
    if (this.#queue.length > 0) {
      this.#isScheduled = true;
      setImmediate(() => this.#run());
    }
    this.#sleep();
  }

  #decide(input: Input, caller?: Caller): void {
    const outcome = this.engine.step(input, this.#ports.clock.now());
    this.#touched.addAll(this.engine.live.table.touched);
    for (const event of outcome.events) this.#unwritten.push(event);
    if (caller !== undefined) this.#unanswered.push({ caller, outcome });
  }

  /**
   * Effects wait for the disk. Where the disk refuses they go out all the same: a message that is
   * sent twice after a restart is better than an alarm that nobody hears.
   */
  #write(): void {
    const events = this.#unwritten;
    if (events.length > 0 && !this.#append(events)) return;
    const fresh = events.slice(this.#handedOut);
    this.#unwritten = [];
    if (this.#handedOut > 0) this.#ports.caughtUp();
    this.#handedOut = 0;
    const answers = this.#unanswered;
    this.#unanswered = [];
    if (fresh.length > 0) this.#ports.wake(fresh);
    if (events.length > 0 || this.#touched.size > 0) {
      for (const listener of this.#listeners) listener(events, this.#touched);
      this.#touched.clear();
    }
    for (const { caller, outcome } of answers) caller.done(outcome);
  }

  /** False where the disk refuses; it is asked again after `RETRY_MS`, and not before. */
  #append(events: readonly Event[]): boolean {
    if (this.#retry === undefined) {
      try {
        this.#ports.append(events);
        if (this.#failure !== undefined) this.#ports.log('the journal can be written again');
        this.#failure = undefined;
        return true;
      } catch (error) {
        this.#fail(error);
      }
    }
    this.#ports.wakeEarly(events.slice(this.#handedOut));
    this.#handedOut = events.length;
    return false;
  }

  #fail(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (this.#failure === undefined) this.#ports.log(`the journal cannot be written: ${message}`);
    this.#failure = message;
    // It is decided and will be written; nobody waits at a screen until the disk has space.
    for (const { caller } of this.#unanswered.splice(0)) caller.fail(error);
    if (this.#isStopped) return;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.#write();
    }, RETRY_MS);
  }

  /** One timer, for the earliest moment at which the core wants to be woken. */
  #sleep(): void {
    if (this.#isStopped) return;
    const dueAt = this.engine.nextDue();
    if (dueAt === this.#wakeAt && this.#timer !== undefined) return;
    clearTimeout(this.#timer);
    this.#wakeAt = dueAt;
    const waitMs = Math.max(0, Math.min(dueAt - this.#ports.clock.now(), PULSE_MS));
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#run();
    }, waitMs);
  }

  #beat(): void {
    this.#adjustClock();
    this.#sayAlive();
  }

  /** A disk that refuses is said once, not each second. */
  #sayAlive(): void {
    try {
      this.#ports.alive(this.#ports.clock.now());
      this.#isAliveRefused = false;
    } catch (error) {
      if (!this.#isAliveRefused) {
        this.#ports.log(`"last alive" cannot be written: ${String(error)}`);
      }
      this.#isAliveRefused = true;
    }
  }

  #adjustClock(): void {
    const offsetMs = Math.round(this.#ports.clock.offset());
    if (Math.abs(offsetMs - this.engine.state.wallOffsetMs) < CLOCK_STEP_MS) return;
    this.#push({ input: { type: 'clock-adjusted', offsetMs } });
  }
}
