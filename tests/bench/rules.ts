/**
 * The core alone, on one processor: 2,000 assets with 20,000 signals under 300 rules, half of the
 * signals bad. How many rules it evaluates each second, and how long it takes from a reading to the
 * event that follows from it.
 */
import { compileSettings } from '../../src/core/compiled.ts';
import type { EscalationStage } from '../../src/core/duty/plan.ts';
import { createEngine, type Engine } from '../../src/core/engine.ts';
import type { Rule } from '../../src/core/rules/rule.ts';
import type { CoreSettings } from '../../src/core/settings.ts';
import type { Report, Sample } from '../../src/core/signals/reading.ts';
import type { Kinds } from '../../src/core/site/kinds.ts';
import { initialState } from '../../src/core/state.ts';
import type { Benchmark } from './benchmark.ts';
import { percentile } from './figure.ts';

const KINDS = 20;
const ASSETS_A_KIND = 100;
const SIGNALS = 10;
const RULES_A_KIND = 15;
const ROUNDS = 20;
/** Holds are rare: in most readings no rule's truth changes. */
const ASSETS_A_CROSSING = 100;
const NAME = { zh: 'x', en: 'x' };

interface Outcome {
  perSecond: number;
  /** Of the steps that led to an event, ms. */
  p99Ms: number;
}

export const rules: Benchmark = {
  name: 'rules',
  about: '2,000 assets, 20,000 signals, 300 rules, half of the signals bad',
  async measure({ runs, log }) {
    const outcomes: Outcome[] = [];
    for (let run = 0; run < runs; run++) {
      const outcome = measureOnce();
      log(`run ${run + 1}: ${Math.round(outcome.perSecond)}/s, p99 ${outcome.p99Ms.toFixed(3)} ms`);
      outcomes.push(outcome);
    }
    return [
      {
        name: 'rules evaluated on one core',
        unit: '1/s',
        runs: outcomes.map(({ perSecond }) => perSecond),
        aim: { atLeast: 200_000 },
      },
      {
        name: 'reading to event, p99',
        unit: 'ms',
        runs: outcomes.map(({ p99Ms }) => p99Ms),
        aim: { atMost: 1 },
      },
    ];
  },
};

function measureOnce(): Outcome {
  const startedAt = 1_000_000;
  const engine = createEngine(compileSettings(generate()), initialState(), 'live', startedAt);
  const config = { hash: 'h', rules: {}, playbooks: {} };
  engine.step({ type: 'start', lastAlive: startedAt, blindMs: 0, config }, startedAt);
  // Once unmeasured: the first round compiles.
  runRound(engine, startedAt, 0);
  const eventMs: number[] = [];
  let evaluated = 0;
  let spentMs = 0;
  for (let round = 1; round <= ROUNDS; round++) {
    const measured = runRound(engine, startedAt, round);
    evaluated += measured.evaluated;
    spentMs += measured.spentMs;
    eventMs.push(...measured.eventMs);
  }
  return { perSecond: (evaluated / spentMs) * 1_000, p99Ms: percentile(eventMs, 99) };
}

/** Every asset reports once, within a second, and each of its good signals has changed. */
function runRound(engine: Engine, startedAt: number, round: number) {
  const total = { evaluated: 0, spentMs: 0, eventMs: [] as number[] };
  const assets = KINDS * ASSETS_A_KIND;
  for (let asset = 0; asset < assets; asset++) {
    const at = startedAt + round * 1_000 + (asset / assets) * 1_000;
    const report = reportOf(asset, round, at);
    const before = performance.now();
    const { events } = engine.step({ type: 'reports', reports: [report] }, at);
    const tookMs = performance.now() - before;
    total.spentMs += tookMs;
    total.evaluated += countEvaluated(engine);
    if (events.length > 0) total.eventMs.push(tookMs);
  }
  return total;
}

/** The rules that read a signal which changed in this step. */
function countEvaluated({ live }: Engine): number {
  const looked = new Set<number>();
  for (let place = 0; place < live.changed.size; place++) {
    for (const watch of live.sight.readers[live.changed.at(place)]!) looked.add(watch);
  }
  return looked.size;
}

/**
 * Odd signals are bad; even ones differ each time, mostly below what the rules ask: an asset in
 * `ASSETS_A_CROSSING` goes above it in this round, and back in the next.
 */
function reportOf(asset: number, round: number, at: number): Report {
  const highest = (asset + round) % ASSETS_A_CROSSING === 0 ? 100 : 50;
  const samples = Array.from({ length: SIGNALS }, (_, signal): Sample => {
    const name = `s${signal}`;
    if (signal % 2 === 1) return { signal: name, value: null, quality: 'bad', reason: 'range' };
    return { signal: name, value: highest - ((round + signal) % 7), quality: 'good' };
  });
  return { device: `d${asset}`, group: 'g', at, samples };
}

function generate(): CoreSettings {
  const kinds = Object.fromEntries(Array.from({ length: KINDS }, (_, k) => [`k${k}`, kindOf()]));
  const assets = Array.from({ length: KINDS * ASSETS_A_KIND }, (_, index) => ({
    id: `A${index}`,
    kind: `k${index % KINDS}`,
    in: 'B',
    name: NAME,
  }));
  return {
    hash: 'h',
    site: {
      site: { id: 'bench', name: NAME, timezone: 'Asia/Shanghai', language: 'zh' },
      areas: [{ id: 'B', kind: 'building', name: NAME }],
      assets,
      water: { spreads: [] },
      isolates: [],
      settings: {},
      bases: {},
    },
    kinds,
    derived: [],
    rules: Object.keys(kinds).flatMap((kind) =>
      Array.from({ length: RULES_A_KIND }, (_, n) => ({ rule: ruleOf(kind, n), hash: 'h' })),
    ),
    playbooks: [],
    units: [],
    sources: assets.map(({ id }, index) => ({
      device: `d${index}`,
      asset: id,
      group: 'g',
      signals: Array.from({ length: SIGNALS }, (_, signal) => `s${signal}`),
      intervalMs: 1_000,
      silenceMs: 30_000,
    })),
    escalation: { critical: [STAGE], other: [STAGE] },
    people: undefined,
    localMinute: () => 0,
    localDate: () => '2026-01-01',
  };
}

const STAGE: EscalationStage = { at: 0, to: 'role', by: ['console'] };

function kindOf(): Kinds[string] {
  const signal = { type: 'number', title: NAME, life: false, counter: false } as const;
  const names = Array.from({ length: SIGNALS }, (_, index) => `s${index}`);
  return {
    title: NAME,
    signals: Object.fromEntries(names.map((name) => [name, signal])),
    attributes: {},
  };
}

/** Three signals each, one of them bad; most are decided by the good ones all the same. */
function ruleOf(kind: string, n: number): Rule {
  const [a, b, c] = [0, 2, 1].map((offset) => `${kind}.s${(2 * n + offset) % SIGNALS}`);
  return {
    rule: `${kind}-r${n}`,
    each: kind,
    when: `${a} > 50.0 && (${b} > 60.0 || ${c} > 20.0)`,
    for: 60_000,
    'clear-after': 0,
    raises: { priority: 'low', latch: false },
    windows: [],
    text: { what: NAME, consequence: NAME, do: NAME, within: 60_000 },
    source: 'made up',
  };
}
