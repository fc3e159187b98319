/**
 * Keeps one line busy: connects and reconnects it, asks what the schedule says is due, and hands
 * each answer to its device. One timer for everything; no answer ever stops the loop.
 */
import { DeviceError } from '../../core/error.ts';
import type { DriverClock } from '../driver.ts';
import { type BackoffLimits, backoffMs } from './backoff.ts';
import { ExceptionAnswer } from './codec.ts';
import type { Answer, Line, LineEvents } from './line.ts';
import type { PolledBlock, PolledDevice } from './polled-device.ts';
import { MISSES_TO_LOSE, Schedule } from './schedule.ts';

/** A lost line is opened again after 0.5 s, 1 s, 2 s …, at the latest every 10 s. */
const RECONNECT: BackoffLimits = { firstMs: 500, maxMs: 10_000 };
/**
 * Timeouts in a row without one byte from anybody, after which the socket counts as dead: a device
 * that lost its power, or a firewall that forgot, never closes it.
 */
const MAX_SILENT_TIMEOUTS = 3;

export interface LinePollerOptions {
  createLine: (events: LineEvents) => Line;
  maxInFlight: number;
  devices: readonly PolledDevice[];
  clock: DriverClock;
  /** This line's place among all lines, 0 to below 1. */
  turn?: number;
}

interface Poll {
  device: PolledDevice;
  deviceIndex: number;
  block: PolledBlock;
}

export class LinePoller {
  readonly #line: Line;
  readonly #clock: DriverClock;
  readonly #devices: readonly PolledDevice[];
  readonly #polls: readonly Poll[];
  readonly #schedule: Schedule;
  #isRunning = true;
  #isPumpQueued = false;
  #timer: NodeJS.Timeout | undefined;
  #wakeAt = Number.POSITIVE_INFINITY;
  #reopenAt: number;
  #failures = 0;
  #silentTimeouts = 0;

  /** Starts at once. */
  constructor({ createLine, maxInFlight, devices, clock, turn = 0 }: LinePollerOptions) {
    this.#clock = clock;
    this.#devices = devices;
    this.#polls = devices.flatMap((device, deviceIndex) =>
      device.blocks.map((block) => ({ device, deviceIndex, block })),
    );
    this.#reopenAt = clock.now();
    this.#schedule = new Schedule(
      this.#polls.map(({ deviceIndex, block: { everyMs, life } }) => ({
        device: deviceIndex,
        everyMs,
        life,
      })),
      // The other half is always free for devices that answer.
      { startAt: this.#reopenAt, maxDoubtful: Math.max(1, Math.floor(maxInFlight / 2)), turn },
    );
    this.#line = createLine({
      opened: () => this.#pump(),
      closed: (error) => this.#lineClosed(error),
      stray: (unit) => this.#strayed(unit),
    });
    this.#pump();
  }

  stop(): void {
    this.#isRunning = false;
    clearTimeout(this.#timer);
    this.#line.close();
  }

  #pump(): void {
    if (!this.#isRunning) return;
    const now = this.#clock.now();
    if (this.#reopenAt <= now) {
      this.#reopenAt = Number.POSITIVE_INFINITY;
      this.#line.open();
    }
    while (this.#line.hasRoom) {
      const poll = this.#schedule.take(now);
      if (poll === undefined) break;
      this.#ask(this.#polls[poll]!, now);
    }
    this.#line.flush();
    // Without room only an answer, a timeout or a new socket can change anything.
    const nextDue = this.#line.hasRoom ? this.#schedule.nextDue(now) : Number.POSITIVE_INFINITY;
    this.#wakeBy(Math.min(this.#reopenAt, this.#line.nextDeadline, nextDue), now);
  }

  #wake(): void {
    const now = this.#clock.now();
    if (this.#line.nextDeadline > now) {
      this.#pump();
      return;
    }
    // After a stall of the program its timers run before its sockets, where the answers may wait:
    // only what is missing after those have been read is late.
    setImmediate(() => {
      this.#line.expire(now);
      this.#pump();
    });
  }

  #ask(poll: Poll, askedAt: number): void {
    const { device, block } = poll;
    this.#line.ask(
      { unit: device.unit, function: block.function, start: block.start, count: block.count },
      askedAt + device.timeoutMs,
      (answer) => this.#answered(poll, answer, askedAt),
    );
  }

  #answered(poll: Poll, answer: Answer, askedAt: number): void {
    const at = this.#clock.now();
    const { device, deviceIndex, block } = poll;
    this.#queuePump();
    if (answer instanceof DeviceError) this.#noteSilence(answer);
    else this.#silentTimeouts = 0;
    if (answer instanceof ExceptionAnswer && !answer.isFromGateway) {
      this.#failures = 0;
      this.#schedule.answered(deviceIndex, at);
      device.excepted(block, answer, at);
    } else if (answer instanceof DeviceError) {
      device.count(answer.kind);
      const misses = this.#schedule.missed(deviceIndex, at);
      if (misses >= MISSES_TO_LOSE) {
        device.lose(`${misses} polls missed: ${answer.message}`, answer.kind);
      }
    } else {
      this.#failures = 0;
      this.#schedule.answered(deviceIndex, at);
      device.read(block, answer, { askedAt, at });
    }
    if (this.#silentTimeouts >= MAX_SILENT_TIMEOUTS) this.#reopen();
  }

  #noteSilence(error: DeviceError): void {
    this.#silentTimeouts = error.kind === 'timeout' ? this.#silentTimeouts + 1 : 0;
  }

  /** The socket is replaced; whether a device is lost still goes by its own missed polls. */
  #reopen(): void {
    this.#silentTimeouts = 0;
    this.#line.close();
    this.#schedule.release();
    this.#line.open();
  }

  #lineClosed(error: DeviceError): void {
    this.#silentTimeouts = 0;
    this.#failures += 1;
    this.#reopenAt = this.#clock.now() + backoffMs(this.#failures, RECONNECT);
    this.#schedule.reset();
    for (const device of this.#devices) {
      device.count(error.kind);
      device.lose(error.message, error.kind);
    }
    this.#queuePump();
  }

  #strayed(unit: number): void {
    this.#silentTimeouts = 0;
    const own = this.#devices.filter((device) => device.unit === unit);
    // From a unit that nobody asked for, it may have been meant for any of them.
    for (const device of own.length > 0 ? own : this.#devices) device.count('wrong-transaction');
  }

  /** Once per turn, however many answers came in it. */
  #queuePump(): void {
    if (this.#isPumpQueued) return;
    this.#isPumpQueued = true;
    queueMicrotask(() => {
      this.#isPumpQueued = false;
      this.#pump();
    });
  }

  /** Leaves an earlier timer alone: waking for nothing is cheaper than setting it each time. */
  #wakeBy(at: number, now: number): void {
    if (at >= this.#wakeAt) return;
    clearTimeout(this.#timer);
    this.#wakeAt = at;
    this.#timer = setTimeout(
      () => {
        this.#wakeAt = Number.POSITIVE_INFINITY;
        this.#wake();
      },
      Math.max(1, Math.ceil(at - now)),
    );
  }
}
