/**
 * The core alone in the second after the lights go out: 200 alarms of one hazard, each of another
 * asset, make one incident with its playbook. How long the core works on all of them.
 */
import { compileSettings } from '../../src/core/compiled.ts';
import { configMarks } from '../../src/core/config-marks.ts';
import { createEngine } from '../../src/core/engine.ts';
import { initialState } from '../../src/core/state.ts';
import { playbook, rule, smallSite } from '../support/small-site.ts';
import type { Benchmark } from './benchmark.ts';

const ALARMS = 200;
const STEPS = 40;

export const storm: Benchmark = {
  name: 'storm',
  about: '200 alarms in one second, one incident with a playbook of 40 steps',
  async measure({ runs, log }) {
    const spent: number[] = [];
    measureOnce(); // compiles
    for (let run = 0; run < runs; run++) {
      const ms = measureOnce();
      log(`run ${run + 1}: ${ms.toFixed(1)} ms`);
      spent.push(ms);
    }
    return [{ name: '200 alarms to one incident', unit: 'ms', runs: spent, aim: { atMost: 100 } }];
  },
};

function measureOnce(): number {
  const settings = generate();
  const engine = createEngine(compileSettings(settings), initialState(), 'live', 0);
  const config = configMarks(settings);
  engine.step({ type: 'start', lastAlive: 0, blindMs: 0, config }, 0);
  const before = performance.now();
  for (let n = 0; n < ALARMS; n++) {
    const at = 1_000 + (n / ALARMS) * 1_000;
    const samples = [{ signal: 'wet', value: true, quality: 'good' as const }];
    const report = { device: `d${n}`, group: 'all', at, samples };
    engine.step({ type: 'reports', reports: [report] }, at);
  }
  const spentMs = performance.now() - before;
  const alarms = Object.keys(engine.state.alarms.alarms).length;
  const incidents = Object.keys(engine.state.incidents.incidents).length;
  if (alarms !== ALARMS || incidents !== 1) {
    throw new Error(`${alarms} alarms made ${incidents} incidents`);
  }
  return spentMs;
}

function generate() {
  const name = { zh: 'x', en: 'x' };
  const settings = smallSite({
    rules: [
      rule({
        when: 'leak.wet',
        for: '0s',
        raises: { hazard: 'flooding', evidence: 'suspected', priority: 'high', latch: true },
      }),
    ],
    playbooks: [playbook(Array.from({ length: STEPS }, (_, n) => ({ step: `F-1.step-${n}` })))],
  });
  const assets = Array.from({ length: ALARMS }, (_, n) => ({
    id: `X${n}`,
    kind: 'leak',
    in: 'pump-room',
    name,
  }));
  return {
    ...settings,
    site: { ...settings.site, assets: [...settings.site.assets, ...assets] },
    sources: assets.map(({ id }, n) => ({
      device: `d${n}`,
      asset: id,
      group: 'all',
      signals: ['wet'],
      silenceMs: 3_600_000,
    })),
  };
}
