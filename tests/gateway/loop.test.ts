import { onTestFinished, test, vi } from 'vitest';
import { compileSettings } from '../../src/core/compiled.ts';
import { configMarks } from '../../src/core/config-marks.ts';
import { createEngine } from '../../src/core/engine.ts';
import { initialState } from '../../src/core/state.ts';
import { Gateway } from '../../src/gateway.ts';
import { smallSite } from '../support/small-site.ts';

const RETRY_MS = 1_000;

test('what changed while the disk refused is told once the disk has it', async ({ expect }) => {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const source = {
    device: 'box',
    asset: 'L1',
    group: 'all',
    signals: ['floor'],
    silenceMs: 30_000,
  };
  const settings = smallSite({ sources: [source] });
  const engine = createEngine(compileSettings(settings), initialState(), 'live', 0);
  let isRefusing = false;
  const gateway = new Gateway(engine, {
    clock: { now: () => Date.now(), wall: () => Date.now(), offset: () => 0 },
    append: () => {
      if (isRefusing) throw new Error('the disk is full');
    },
    alive: () => undefined,
    wake: () => undefined,
    wakeEarly: () => undefined,
    caughtUp: () => undefined,
    store: () => Promise.resolve(),
    log: () => undefined,
  });
  const told: string[] = [];
  gateway.subscribe((_, slots) => {
    for (let place = 0; place < slots.size; place++) {
      const { asset, signal, value } = engine.live.table.shown[slots.at(place)]!;
      told.push(`${asset}.${signal} ${value}`);
    }
  });
  const config = configMarks(settings);
  gateway.start({ type: 'start', lastAlive: 0, blindMs: 0, config });
  const say = (floor: number): void => {
    const samples = [{ signal: 'floor', value: floor, quality: 'good' as const }];
    gateway.report([{ device: 'box', group: 'all', at: Date.now(), samples }]);
  };

  say(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(told.splice(0)).toEqual(['L1.floor 1']);

  isRefusing = true;
  say(2);
  // An event that the disk does not take.
  gateway.link('other', false, 'timeout');
  await vi.advanceTimersByTimeAsync(1);
  expect(told).toEqual([]);

  isRefusing = false;
  await vi.advanceTimersByTimeAsync(RETRY_MS);
  expect(told).toEqual(['L1.floor 2']);
  gateway.stop();
});
