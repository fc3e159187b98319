/** One rule on one asset in the real core, in virtual time: fed with readings, looked at, ended. */
import type { Alarm } from '../../core/alarms/alarm.ts';
import { type Compiled, compileSettings } from '../../core/compiled.ts';
import { createEngine, type Engine } from '../../core/engine.ts';
import type { Rule } from '../../core/rules/rule.ts';
import type { Hold } from '../../core/rules/state.ts';
import type { Truth, Watch } from '../../core/rules/watch.ts';
import type { CoreSettings } from '../../core/settings.ts';
import type { Sample } from '../../core/signals/reading.ts';
import { defaultSilenceMs, type SourceGroup } from '../../core/signals/source.ts';
import { initialState } from '../../core/state.ts';
import type { Series } from './series.ts';

/** A signal of an asset that the test gives. */
export interface GivenSignal {
  asset: string;
  signal: string;
  series: Series;
}

export interface Trial {
  settings: CoreSettings;
  watch: Watch;
  everyMs: number;
  given: readonly GivenSignal[];
}

/** What there is to see of the rule at one time. */
export interface Sighting {
  alarm: Alarm | undefined;
  hold: Hold | undefined;
  truth: Truth;
}

/** All assets of a test speak in one group, so that they age as one. */
const GROUP = 'given';

/** The settings with this rule alone, nobody to tell, and readings only from `given`. */
export function settingsFor(
  settings: CoreSettings,
  rule: Rule,
  { everyMs, given }: Pick<Trial, 'everyMs' | 'given'>,
): CoreSettings {
  const sources = [...Map.groupBy(given, ({ asset }) => asset)].map(
    ([asset, signals]): SourceGroup => ({
      device: asset,
      asset,
      group: GROUP,
      signals: signals.map(({ signal }) => signal),
      intervalMs: everyMs,
      silenceMs: defaultSilenceMs(everyMs),
    }),
  );
  const rules = settings.rules.filter((each) => each.rule.rule === rule.rule);
  return { ...settings, rules, playbooks: [], people: undefined, sources };
}

/** Looks at each of `times` (ms, ascending): after the readings and all that is due by then. */
export function runTrial(trial: Trial, times: readonly number[]): Sighting[] {
  const compiled = compileSettings(settingsFor(trial.settings, trial.watch.rule, trial));
  const engine = createEngine(compiled, initialState(), 'rule-test', 0);
  const sightings: Sighting[] = [];
  let nextStep = 0;
  for (const timeMs of times) {
    for (; nextStep * trial.everyMs <= timeMs; nextStep++) {
      const at = nextStep * trial.everyMs;
      wakeUntil(engine, at);
      engine.step({ type: 'reports', reports: reportsAt(trial, nextStep, at) }, at);
    }
    wakeUntil(engine, timeMs + 1);
    sightings.push(look(engine, trial.watch));
  }
  return sightings;
}

/** Gives the core every moment before `until` at which it wants to be woken. */
function wakeUntil(engine: Engine, until: number): void {
  let at = engine.nextDue();
  while (at < until) {
    engine.step({ type: 'due' }, at);
    // A due that lies in the past has just been served.
    at = Math.max(at + 1, engine.nextDue());
  }
}

function reportsAt({ given }: Trial, step: number, at: number) {
  return [...Map.groupBy(given, ({ asset }) => asset)].map(([device, signals]) => ({
    device,
    group: GROUP,
    at,
    samples: signals.map(({ signal, series }): Sample => {
      const value = series.at(step);
      // The device has answered, and says that it has no value.
      if (value === 'bad') return { signal, value: null, quality: 'bad', reason: 'sentinel' };
      return { signal, value, quality: 'good' };
    }),
  }));
}

/** A copy: the core's own state goes on. */
function look(engine: Engine, { key }: Watch): Sighting {
  const { sight } = engine.live;
  return {
    alarm: structuredClone(engine.state.alarms.alarms[key]),
    hold: structuredClone(engine.state.rules.holds[key]),
    truth: sight.truth[sight.byKey.get(key) ?? -1],
  };
}

/** The signals that devices must bring for this rule, looking through derived ones. */
export function neededSignals(
  compiled: Compiled,
  { when, lostWhile, suppressedWhen }: Watch,
): { asset: string; signal: string }[] {
  const read = [when, lostWhile, suppressedWhen].flatMap((compiled) => compiled?.needed ?? []);
  const slots = new Set(read);
  const needed: { asset: string; signal: string }[] = [];
  for (const slot of slots) {
    const latch = compiled.latches.find(({ to }) => to === slot);
    const window = compiled.windows.find(({ to }) => to === slot);
    if (latch !== undefined)
      for (const source of [latch.from, ...latch.until.needed]) slots.add(source);
    if (window !== undefined) slots.add(window.from);
    if (latch === undefined && window === undefined) needed.push(compiled.table.slots[slot]!);
  }
  return needed.map(({ asset, signal }) => ({ asset, signal }));
}
