/** Runs the rule tests of a site; every one that fails is a mistake with its place in the file. */
import type { Reader, ReadFile } from '../../config/reader.ts';
import { compileSettings } from '../../core/compiled.ts';
import type { Rule } from '../../core/rules/rule.ts';
import type { Watch } from '../../core/rules/watch.ts';
import type { CoreSettings } from '../../core/settings.ts';
import { withoutKind } from '../../core/signals/derived.ts';
import { parseDuration } from '../../core/time.ts';
import { type RuleTest, ruleTestsSchema } from './rule-test.ts';
import { parseSeries } from './series.ts';
import { type GivenSignal, neededSignals, runTrial, settingsFor } from './trial.ts';
import { agrees, sayExpected, saySeen } from './verdict.ts';

/** Most readings that one test may take; a day of one a second is far below it. */
const STEP_LIMIT = 1_000_000;

type Complain = (path: readonly (string | number)[], message: string, offset?: number) => void;

/** How many tests ran; those that failed are among the reader's problems. */
export function runRuleTests(reader: Reader, folder: string, settings: CoreSettings): number {
  let count = 0;
  for (const path of reader.listTests(folder)) {
    const file = reader.read(path, ruleTestsSchema);
    for (const [index, test] of (file?.data ?? []).entries()) {
      runRuleTest(file!, index, test, settings);
      count++;
    }
  }
  return count;
}

function runRuleTest(
  file: ReadFile<RuleTest[]>,
  index: number,
  test: RuleTest,
  settings: CoreSettings,
): void {
  const complain: Complain = (path, message, offset) =>
    file.complain([index, ...path], `${test.rule}: ${message}`, offset);
  const rule = settings.rules.find((each) => each.rule.rule === test.rule)?.rule;
  if (rule === undefined) {
    complain(['rule'], 'there is no such rule');
    return;
  }
  const compiled = compileSettings(settingsFor(settings, rule, { everyMs: test.every, given: [] }));
  const watch = chooseWatch(compiled.watches, test, rule, complain);
  if (watch === undefined) return;
  const given = readGiven({ test, watch, settings, complain }, (key) =>
    file.sourceOf([index, 'given', key]),
  );
  if (given === undefined) return;
  const missing = neededSignals(compiled, watch).filter(
    (needed) =>
      !given.some(({ asset, signal }) => asset === needed.asset && signal === needed.signal),
  );
  for (const { asset, signal } of missing) {
    const name = asset === watch.asset ? `${rule.each}.${signal}` : `${asset}.${signal}`;
    complain(['given'], `${name} is not given: the rule reads it`);
  }
  if (missing.length === 0) judge(test, { settings, watch, given }, complain);
}

function chooseWatch(
  watches: readonly Watch[],
  { asset }: RuleTest,
  { each }: Rule,
  complain: Complain,
): Watch | undefined {
  const watch = asset === undefined ? watches[0] : watches.find((one) => one.asset === asset);
  if (watch !== undefined) return watch;
  const watched = watches.map((one) => one.asset).join(', ');
  if (watched === '') complain(['rule'], `it watches nothing: no ${each} of the site fits it`);
  else complain(['asset'], `it does not watch ${asset}: expected one of ${watched}`);
  return undefined;
}

interface Surroundings {
  test: RuleTest;
  watch: Watch;
  settings: CoreSettings;
  complain: Complain;
}

/** Undefined where a name or a value is wrong. */
function readGiven(
  around: Surroundings,
  sourceOf: (key: string) => string | undefined,
): GivenSignal[] | undefined {
  const { test, complain } = around;
  const entries = Object.entries(test.given);
  const given = entries.flatMap(([key, value]) => {
    const found = findSignal(key, around);
    if ('problem' in found) {
      complain(['given', key], found.problem);
      return [];
    }
    const parsed = parseSeries(sourceOf(key) ?? String(value), found.definition);
    if ('problem' in parsed) {
      complain(['given', key], parsed.problem, parsed.offset);
      return [];
    }
    return [{ asset: found.asset, signal: found.signal, series: parsed.series }];
  });
  return given.length < entries.length ? undefined : given;
}

function findSignal(key: string, { watch, settings }: Surroundings) {
  const [head] = key.split('.');
  const signal = withoutKind(key);
  const { each } = watch.rule;
  const asset = settings.site.assets.find(({ id }) => id === (head === each ? watch.asset : head));
  if (asset === undefined) {
    return { problem: `"${key}" is no signal: expected ${each}.SIGNAL or ASSET.SIGNAL` };
  }
  if (settings.derived.some((derived) => derived.signal === `${asset.kind}.${signal}`)) {
    return { problem: `"${key}" is derived: give what it is made from` };
  }
  const definition = settings.kinds[asset.kind]?.signals[signal];
  if (definition === undefined) return { problem: `a ${asset.kind} has no signal "${signal}"` };
  return { asset: asset.id, signal, definition };
}

function judge(
  test: RuleTest,
  { settings, watch, given }: { settings: CoreSettings; watch: Watch; given: GivenSignal[] },
  complain: Complain,
): void {
  const expected = Object.entries(test.expect)
    .map(([time, expectation]) => ({ time, expectation, atMs: parseDuration(time)! }))
    .sort((a, b) => a.atMs - b.atMs);
  const steps = expected.at(-1)!.atMs / test.every;
  if (steps > STEP_LIMIT) {
    const message = `takes more than ${STEP_LIMIT} readings: expected a longer time between them`;
    complain(['every'], message);
    return;
  }
  const times = expected.map(({ atMs }) => atMs);
  const sightings = runTrial({ settings, watch, everyMs: test.every, given }, times);
  for (const [index, { time, expectation, atMs }] of expected.entries()) {
    const seen = sightings[index]!;
    if (agrees(expectation, seen)) continue;
    const found = saySeen(seen, watch.rule, atMs);
    complain(
      ['expect', time],
      `at ${time} on ${watch.asset}: expected ${sayExpected(expectation)}; found ${found}`,
    );
  }
}
