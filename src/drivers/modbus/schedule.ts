/**
 * Who is asked next on one line: life-safety first, the rest by oldest due time, at least one slot
 * in eight for the rest (`decisions.md` 31). Due times stand on a fixed grid, so nothing drifts,
 * and a device that does not answer costs the others nothing but its own slot. Pure: time comes in
 * as an argument; nothing here knows a socket.
 */
import { type BackoffLimits, backoffMs } from './backoff.ts';

export interface Task {
  /** Index of the device; a device is asked one thing at a time. */
  device: number;
  everyMs: number;
  /** A life-safety signal is read by it. */
  life: boolean;
}

export interface ScheduleOptions {
  startAt: number;
  /** Slots that doubtful devices (silent at their last poll) may hold together. */
  maxDoubtful: number;
  /** This line's place among all lines, 0 to below 1: they take turns. Default 0. */
  turn?: number;
}

/** Polls missed in a row after which a device counts as lost, and is asked less often. */
export const MISSES_TO_LOSE = 3;
/** A lost device is tried again after 1 s, 2 s, 4 s …, at the latest every 30 s. */
const SUSPENSION: BackoffLimits = { firstMs: 1_000, maxMs: 30_000 };
/** Life-safety slots in a row while others wait; the eighth goes to the rest. */
const LIFE_RUN = 7;
/**
 * Due times fall on multiples of this, so that several questions share a wake-up and a packet: for
 * 50 devices a second on a line it halves the processor time that 10 ms would take.
 */
const GRID_MS = 50;
/**
 * Lines take their turns on multiples of this. If a hundred asked in the same millisecond, whatever
 * came would wait behind ninety-nine other answers; turns finer than this only cost wake-ups.
 */
const TURN_GRID_MS = 10;

interface ScheduledTask extends Task {
  /** Offset of the task's grid from the start. */
  phaseMs: number;
  dueAt: number;
}

interface DeviceState {
  isAsked: boolean;
  misses: number;
  retryAt: number;
}

export class Schedule {
  readonly #tasks: ScheduledTask[];
  readonly #devices: DeviceState[];
  readonly #startAt: number;
  readonly #maxDoubtful: number;
  #doubtfulAsked = 0;
  #lifeRun = 0;

  constructor(tasks: readonly Task[], { startAt, maxDoubtful, turn = 0 }: ScheduleOptions) {
    const count = Math.max(0, ...tasks.map((task) => task.device + 1));
    this.#startAt = startAt;
    this.#maxDoubtful = maxDoubtful;
    this.#devices = Array.from({ length: count }, freshState);
    this.#tasks = tasks.map((task) => ({
      ...task,
      phaseMs:
        floorTo((task.device / count) * task.everyMs, GRID_MS) +
        floorTo(turn * Math.max(GRID_MS, task.everyMs / count), TURN_GRID_MS),
      dueAt: startAt,
    }));
  }

  /** Index of the task to do now, its device then being asked; undefined: nothing may be. */
  take(now: number): number | undefined {
    const life = this.#oldestDue(now, true);
    const rest = this.#oldestDue(now, false);
    const isRestsTurn = life === undefined || this.#lifeRun >= LIFE_RUN;
    const chosen = rest !== undefined && isRestsTurn ? rest : life;
    if (chosen === undefined) return undefined;
    this.#lifeRun = chosen === rest || rest === undefined ? 0 : this.#lifeRun + 1;
    const task = this.#tasks[chosen]!;
    const device = this.#devices[task.device]!;
    device.isAsked = true;
    if (device.misses > 0) this.#doubtfulAsked += 1;
    task.dueAt = this.#nextOnGrid(task, now);
    return chosen;
  }

  /** The moment at which `take` may have something that it has not now; Infinity: none by time. */
  nextDue(now: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (const task of this.#tasks) {
      const device = this.#devices[task.device]!;
      const dueAt = Math.max(task.dueAt, device.retryAt);
      if (!device.isAsked && dueAt > now && dueAt < next) next = dueAt;
    }
    return next;
  }

  /** A device that was lost is then asked everything at once, its rarely read blocks too. */
  answered(device: number, now: number): void {
    const state = this.#free(device);
    const wasLost = state.misses >= MISSES_TO_LOSE;
    state.misses = 0;
    state.retryAt = 0;
    if (!wasLost) return;
    for (const task of this.#tasks)
      if (task.device === device && task.dueAt > now) task.dueAt = now;
  }

  /** Returns how many polls in a row this device has missed. */
  missed(device: number, now: number): number {
    const state = this.#free(device);
    state.misses += 1;
    const excess = state.misses - MISSES_TO_LOSE;
    if (excess >= 0) state.retryAt = now + backoffMs(excess + 1, SUSPENSION);
    return state.misses;
  }

  /** The line was closed by us: what was asked will not be answered; nobody is to blame for it. */
  release(): void {
    for (const state of this.#devices) state.isAsked = false;
    this.#doubtfulAsked = 0;
  }

  /** The line itself was lost: once it is back, everything is asked afresh. */
  reset(): void {
    this.release();
    for (const state of this.#devices) Object.assign(state, freshState());
    for (const task of this.#tasks) task.dueAt = this.#startAt;
  }

  #oldestDue(now: number, life: boolean): number | undefined {
    let oldest: number | undefined;
    let oldestDueAt = Number.POSITIVE_INFINITY;
    for (let index = 0; index < this.#tasks.length; index++) {
      const task = this.#tasks[index]!;
      if (task.life !== life || task.dueAt > now) continue;
      const device = this.#devices[task.device]!;
      const dueAt = Math.max(task.dueAt, device.retryAt);
      if (dueAt > now || dueAt >= oldestDueAt || !this.#mayAsk(device)) continue;
      oldest = index;
      oldestDueAt = dueAt;
    }
    return oldest;
  }

  #mayAsk(device: DeviceState): boolean {
    if (device.isAsked) return false;
    return device.misses === 0 || this.#doubtfulAsked < this.#maxDoubtful;
  }

  /** Missed grid points are left out, and two polls are never closer than half the interval. */
  #nextOnGrid({ everyMs, phaseMs }: ScheduledTask, now: number): number {
    const origin = this.#startAt + phaseMs;
    return origin + Math.ceil((now + everyMs / 2 - origin) / everyMs) * everyMs;
  }

  #free(device: number): DeviceState {
    const state = this.#devices[device]!;
    if (state.isAsked && state.misses > 0) this.#doubtfulAsked -= 1;
    state.isAsked = false;
    return state;
  }
}

function floorTo(value: number, grid: number): number {
  return Math.floor(value / grid) * grid;
}

function freshState(): DeviceState {
  return { isAsked: false, misses: 0, retryAt: 0 };
}
