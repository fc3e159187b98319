/** The poller against an imagined line, in virtual time. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DeviceError } from '../../../src/core/error.ts';
import type { Answer, Line, LineEvents, Question } from '../../../src/drivers/modbus/line.ts';
import { LinePoller } from '../../../src/drivers/modbus/line-poller.ts';
import { News } from '../../../src/drivers/modbus/news.ts';
import { type PolledBlock, PolledDevice } from '../../../src/drivers/modbus/polled-device.ts';
import { Listener } from './builders.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 0, toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const CLOCK = { now: () => Date.now() };
const SLOTS = 4;

interface OpenQuestion {
  deadline: number;
  answered: (answer: Answer) => void;
}

class ImaginedLine implements Line {
  readonly openings: number[] = [];
  readonly asked: { at: number; unit: number }[] = [];
  isRefused = false;
  /** Units that answer, at once. */
  readonly answering = new Set<number>();
  readonly #events: LineEvents;
  #open: OpenQuestion[] = [];
  #isConnected = false;

  constructor(events: LineEvents) {
    this.#events = events;
  }

  get hasRoom(): boolean {
    return this.#isConnected && this.#open.length < SLOTS;
  }

  get nextDeadline(): number {
    return Math.min(...this.#open.map(({ deadline }) => deadline), Number.POSITIVE_INFINITY);
  }

  open(): void {
    this.openings.push(Date.now());
    if (this.isRefused) {
      queueMicrotask(() => this.drop(new DeviceError('refused', 'nobody listens')));
      return;
    }
    setTimeout(() => {
      this.#isConnected = true;
      this.#events.opened();
    }, 0);
  }

  ask({ unit }: Question, deadline: number, answered: (answer: Answer) => void): void {
    this.asked.push({ at: Date.now(), unit });
    const open = { deadline, answered };
    this.#open.push(open);
    if (this.answering.has(unit)) queueMicrotask(() => this.#settle(open, Uint8Array.of(0, unit)));
  }

  flush(): void {}

  expire(now: number): void {
    for (const open of this.#open.filter(({ deadline }) => deadline <= now)) {
      this.#settle(open, new DeviceError('timeout', 'no answer in time'));
    }
  }

  close(): void {
    this.#isConnected = false;
    this.#open = [];
  }

  drop(error: DeviceError): void {
    this.close();
    this.#events.closed(error);
  }

  #settle(open: OpenQuestion, answer: Answer): void {
    if (!this.#open.includes(open)) return;
    this.#open = this.#open.filter((other) => other !== open);
    open.answered(answer);
  }
}

const makeBlock = (everyMs: number): PolledBlock => {
  let isKnown = false;
  return {
    group: `${everyMs}ms`,
    everyMs,
    function: 'holding',
    start: 0,
    count: 1,
    points: [],
    life: false,
    decoder: {
      decode: (bytes) => {
        if (isKnown) return [];
        isKnown = true;
        return [{ signal: 'floor', value: bytes[1]!, quality: 'good' }];
      },
      fail: () => [],
      reset: () => {
        isKnown = false;
      },
    },
  };
};

function startPoller(units: number[], { answering = units, isRefused = false } = {}) {
  const told = new Listener();
  const news = new News();
  news.start(told);
  const devices = units.map(
    (unit) =>
      new PolledDevice(
        { id: `unit-${unit}`, unit, timeoutMs: 1_000, blocks: [makeBlock(1_000)] },
        news,
      ),
  );
  let line!: ImaginedLine;
  const poller = new LinePoller({
    createLine: (events) => {
      line = new ImaginedLine(events);
      line.isRefused = isRefused;
      for (const unit of answering) line.answering.add(unit);
      return line;
    },
    maxInFlight: SLOTS,
    devices,
    clock: CLOCK,
  });
  return { told, devices, line, poller };
}

describe('links', () => {
  test('is lost at the third missed poll and not before, and told once', async () => {
    const { told, line } = startPoller([1, 2]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told.links).toEqual([
      { device: 'unit-1', up: true },
      { device: 'unit-2', up: true },
    ]);
    line.answering.delete(1);
    // Asked at 11 s, 12 s, 13 s; each misses a second later.
    await vi.advanceTimersByTimeAsync(3_900);
    expect(told.linksOf('unit-1')).toEqual([true]);
    await vi.advanceTimersByTimeAsync(200);
    expect(told.links.at(-1)).toEqual({
      device: 'unit-1',
      up: false,
      reason: '3 polls missed: no answer in time',
    });
    await vi.advanceTimersByTimeAsync(120_000);
    expect(told.linksOf('unit-1')).toEqual([true, false]);
    expect(told.linksOf('unit-2')).toEqual([true]);
  });

  test('a lost device that answers again is up, and all its values are told again', async () => {
    const { told, line } = startPoller([1, 2], { answering: [2] });
    await vi.advanceTimersByTimeAsync(200_000);
    line.answering.add(1);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(told.linksOf('unit-1')).toEqual([false, true]);
    expect(told.goodValues('unit-1', 'floor')).toEqual([1]);
  });

  test('values come before the link, so that a restored link never revives old ones', async () => {
    const { told, line } = startPoller([1]);
    const order: string[] = [];
    const { report, link } = told;
    told.report = (reports) => {
      order.push(`${reports[0]!.samples.length} samples`);
      return report.call(told, reports);
    };
    told.link = (device, up) => {
      order.push(up ? 'up' : 'down');
      link.call(told, device, up);
    };
    await vi.advanceTimersByTimeAsync(100);
    line.drop(new DeviceError('disconnected', 'cable out'));
    await vi.advanceTimersByTimeAsync(600);
    expect(order.slice(0, 5)).toEqual(['1 samples', 'up', 'down', '1 samples', 'up']);
  });
});

describe('the line', () => {
  test('is opened again after 0.5 s, 1 s, 2 s, 4 s, 8 s, then every 10 s', async () => {
    const { line, told } = startPoller([1], { isRefused: true });
    await vi.advanceTimersByTimeAsync(40_000);
    expect(line.openings).toEqual([0, 500, 1_500, 3_500, 7_500, 15_500, 25_500, 35_500]);
    expect(told.links).toEqual([{ device: 'unit-1', up: false, reason: 'nobody listens' }]);
  });

  test('that carried an answer is opened again after 0.5 s, whatever was before', async () => {
    const { line } = startPoller([1], { isRefused: true });
    await vi.advanceTimersByTimeAsync(20_000);
    line.isRefused = false;
    await vi.advanceTimersByTimeAsync(20_000);
    const before = line.openings.length;
    line.drop(new DeviceError('disconnected', 'cable out'));
    await vi.advanceTimersByTimeAsync(600);
    expect(line.openings.slice(before)).toEqual([40_500]);
  });

  test('is replaced after three timeouts without an answer; units still back off', async () => {
    const { line, told } = startPoller([1]);
    await vi.advanceTimersByTimeAsync(500);
    line.answering.clear();
    await vi.advanceTimersByTimeAsync(3_900);
    expect(line.openings).toHaveLength(2);
    expect(told.linksOf('unit-1')).toEqual([true, false]);
    await vi.advanceTimersByTimeAsync(300_000);
    // 1 s, 2 s, 4 s … 30 s apart: about 5 tries, then one each 31 s.
    expect(line.asked.length).toBeLessThan(20);
    expect(told.linksOf('unit-1')).toEqual([true, false]);
  });

  test('stopped: nothing is asked or told any more', async () => {
    const { line, poller, told } = startPoller([1, 2]);
    await vi.advanceTimersByTimeAsync(2_500);
    poller.stop();
    const [asked, reports] = [line.asked.length, told.reports.length];
    await vi.advanceTimersByTimeAsync(60_000);
    expect([line.asked.length, told.reports.length]).toEqual([asked, reports]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('health says when, how fast and how often', async () => {
  const { devices, line } = startPoller([1, 2], { answering: [1] });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(devices[0]!.health()).toEqual({
    device: 'unit-1',
    up: true,
    errors: {},
    lastHeardAt: 10_000,
    roundTripMs: 0,
    intervalMs: 1_000,
  });
  expect(devices[1]!.health()).toEqual({
    device: 'unit-2',
    up: false,
    reason: expect.stringMatching(/^\d polls missed: no answer in time$/),
    cause: 'timeout',
    errors: { timeout: line.asked.filter(({ unit }) => unit === 2).length },
  });
});
