import { expect, test } from 'vitest';
import type { SignalReading } from '../../../src/api/contract.ts';
import { createHub, type StreamNews } from '../../../src/console/data/stream/hub.ts';

const [CONNECTING, OPEN, CLOSED] = [0, 1, 2];

function fakeSource() {
  const listeners = new Map<string, (event: { data: string }) => void>();
  return {
    readyState: OPEN,
    onerror: null as (() => void) | null,
    addEventListener(name: string, listener: (event: { data: string }) => void) {
      listeners.set(name, listener);
    },
    close() {
      this.readyState = CLOSED;
    },
    say(name: string, data: unknown) {
      listeners.get(name)?.({ data: JSON.stringify(data) });
    },
    fail() {
      this.readyState = CLOSED;
      this.onerror?.();
    },
  };
}

function setUp() {
  const sources: ReturnType<typeof fakeSource>[] = [];
  let tick = () => {};
  const hub = createHub({
    open: () => {
      sources.push(fakeSource());
      return sources.at(-1)!;
    },
    everySecond: (given) => {
      tick = given;
    },
  });
  const seconds = (count: number) => {
    for (let n = 0; n < count; n++) tick();
  };
  const listen = () => {
    const heard: StreamNews[] = [];
    return { heard, leave: hub.join((news) => heard.push(news)) };
  };
  return { sources, seconds, listen };
}

const HEARTBEAT = { at: 1, openIncidents: 0, health: 'ok', reasons: [] };
const floor = (value: number): SignalReading => {
  return { asset: 'A-L1', signal: 'floor', value, quality: 'good', at: 1, device: 'box' };
};

test('pages share one connection', () => {
  const { sources, listen } = setUp();
  listen();
  listen();
  expect(sources).toHaveLength(1);
});

test('a page that joins late gets the signals as they stand, not as they were', () => {
  const { sources, listen } = setUp();
  listen();
  sources[0]!.say('signals', { full: true, signals: [floor(3)] });
  sources[0]!.say('signals', { full: false, signals: [floor(4)] });
  const { heard } = listen();
  expect(heard).toEqual([{ name: 'signals', data: { full: true, signals: [floor(4)] } }]);
});

test('a stream that says nothing for eight seconds is opened anew, and all is loaded anew', () => {
  const { sources, seconds, listen } = setUp();
  const { heard } = listen();
  sources[0]!.say('heartbeat', HEARTBEAT);
  seconds(8);
  expect(sources).toHaveLength(1);
  seconds(1 + 1);
  expect(sources).toHaveLength(2);
  sources[1]!.say('heartbeat', HEARTBEAT);
  expect(heard.map(({ name }) => name)).toEqual(['heartbeat', 'reset', 'heartbeat']);
});

test('while the browser connects again by itself it is left alone: there is no gap', () => {
  const { sources, seconds, listen } = setUp();
  const { heard } = listen();
  sources[0]!.readyState = CONNECTING!;
  seconds(60);
  expect(sources).toHaveLength(1);
  sources[0]!.readyState = OPEN!;
  sources[0]!.say('heartbeat', HEARTBEAT);
  expect(heard.map(({ name }) => name)).toEqual(['heartbeat']);
});

test('a refusal is told, and tried again after longer and longer waits', () => {
  const { sources, seconds, listen } = setUp();
  const { heard } = listen();
  for (const [waitS, opened] of [
    [1, 2],
    [2, 3],
    [4, 4],
    [8, 5],
    [8, 6],
  ] as const) {
    sources.at(-1)!.fail();
    seconds(waitS - 1);
    expect(sources).toHaveLength(opened - 1);
    seconds(1);
    expect(sources).toHaveLength(opened);
  }
  expect(heard.every(({ name }) => name === 'refused')).toBe(true);
});

test('when the last page leaves the connection is closed, and nothing of it stays', () => {
  const { sources, listen } = setUp();
  const { leave } = listen();
  sources[0]!.say('signals', { full: true, signals: [floor(3)] });
  leave();
  expect(sources[0]!.readyState).toBe(CLOSED);
  const { heard } = listen();
  expect(heard).toEqual([]);
  expect(sources).toHaveLength(2);
});

test('what a connection says that was given up is not heard', () => {
  const { sources, seconds, listen } = setUp();
  const { heard } = listen();
  seconds(9 + 1);
  sources[0]!.say('heartbeat', HEARTBEAT);
  expect(heard).toEqual([]);
});
