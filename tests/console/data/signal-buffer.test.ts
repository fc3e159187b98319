import { expect, test } from 'vitest';
import type { SignalReading } from '../../../src/api/contract.ts';
import { createSignalBuffer } from '../../../src/console/data/stream/signal-buffer.ts';

function setUp() {
  const shown = new Map<string, Readonly<Record<string, SignalReading>>>();
  const writes: string[] = [];
  const buffer = createSignalBuffer({
    read: (asset) => shown.get(asset),
    write: (asset, readings) => {
      shown.set(asset, readings);
      writes.push(asset);
    },
    assets: () => [...shown.keys()],
  });
  return { buffer, shown, writes };
}

const reading = (asset: string, signal: string, value: number): SignalReading => {
  return { asset, signal, value, quality: 'good', at: 1, device: 'box' };
};

test('many changes of one asset are shown together, the newest of each signal', () => {
  const { buffer, shown, writes } = setUp();
  for (const level of [1.1, 1.2, 1.3]) {
    buffer.take({ full: false, signals: [reading('S1', 'levelM', level)] });
  }
  buffer.take({ full: false, signals: [reading('S1', 'starts', 7)] });
  buffer.flush();
  buffer.flush();
  expect(writes).toEqual(['S1']);
  expect(shown.get('S1')).toMatchObject({ levelM: { value: 1.3 }, starts: { value: 7 } });
});

test('a change leaves the other signals of its asset as they are', () => {
  const { buffer, shown } = setUp();
  buffer.take({ full: true, signals: [reading('S1', 'levelM', 1), reading('S1', 'starts', 7)] });
  buffer.flush();
  buffer.take({ full: false, signals: [reading('S1', 'levelM', 2)] });
  buffer.flush();
  expect(shown.get('S1')).toMatchObject({ levelM: { value: 2 }, starts: { value: 7 } });
});

test('a whole table replaces what was shown: what it does not name is not shown any more', () => {
  const { buffer, shown } = setUp();
  buffer.take({ full: true, signals: [reading('S1', 'levelM', 1), reading('S2', 'levelM', 1)] });
  buffer.flush();
  buffer.take({ full: false, signals: [reading('S2', 'levelM', 2)] });
  buffer.take({ full: true, signals: [reading('S1', 'levelM', 3)] });
  buffer.flush();
  expect(shown.get('S1')).toMatchObject({ levelM: { value: 3 } });
  expect(shown.get('S2')).toEqual({});
});
