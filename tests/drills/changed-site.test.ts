/** What a scenario guards: one wrong word in the site's files, and the scenario fails. */
import { expect, test } from 'vitest';
import { resultOf } from '../../src/drills/result.ts';
import { runScenario } from '../../src/drills/run.ts';
import { changedConfig, readScenario } from './demo-site.ts';

const ENTRAPMENT = 'rules/entrapment.yaml';
const OUTAGE = 'rules/outage.yaml';

for (const { change, scenario, fails, why } of [
  {
    scenario: 'lift-a1-stuck-between-floors',
    change: { file: ENTRAPMENT, from: 'for: 30s', to: 'for: 300s' },
    fails: 'alarm',
    why: 'a hold of 300 s in place of 30 s',
  },
  {
    scenario: 'lift-a1-under-inspection',
    change: {
      file: ENTRAPMENT,
      from: '!lift.doorZone && !certain(lift.inspection)',
      to: '!lift.doorZone',
    },
    fails: 'quiet',
    why: 'inspection does not keep the rule still',
  },
  {
    scenario: 'lift-a2-link-cut-while-moving',
    change: {
      file: ENTRAPMENT,
      from: "lift.present && !(lift.doors == 'open' && lift.doorZone) && !certain(lift.inspection)",
      to: 'lift.present && !lift.moving && !lift.doorZone',
    },
    fails: 'alarm',
    why: 'data lost in a moving car does not count',
  },
  {
    scenario: 'lift-b2-link-cut-while-stuck',
    change: { file: ENTRAPMENT, from: 'while: "lift.present', to: 'while: "!lift.present' },
    fails: 'alarm',
    why: 'data lost during the hold does not count',
  },
  {
    scenario: 'lift-b3-link-cut-while-empty',
    change: { file: ENTRAPMENT, from: 'while: "lift.present &&', to: 'while: "' },
    fails: 'quiet',
    why: 'data lost from an empty lift counts',
  },
  {
    scenario: 'lift-a2-alarm-button-at-open-doors',
    change: {
      file: ENTRAPMENT,
      from: "lift.alarmButton && !(lift.doors == 'open' && lift.doorZone)",
      to: 'lift.alarmButton',
    },
    fails: 'quiet',
    why: 'a press at open doors is not filtered',
  },
  {
    scenario: 'lift-a3-nobody-answers',
    change: { file: 'channels.yaml', from: 'at: 60s, to: next-role', to: 'at: 90s, to: next-role' },
    fails: 'told',
    why: 'the next role is told half a minute later',
  },
  {
    scenario: 'mains-dip-of-five-seconds',
    change: { file: OUTAGE, from: 'for: 15s', to: 'for: 10s' },
    fails: 'quiet',
    why: 'one read of a UPS that is read every 12 s is enough',
  },
  {
    scenario: 'mains-fail-with-lifts-running',
    change: {
      file: 'playbooks/outage.yaml',
      from: '&& !lift.mains && !lift.moving',
      to: '&& !lift.moving',
    },
    fails: 'never',
    why: 'a car that boards after the return of the supply opens an entrapment',
  },
  {
    scenario: 'main-closed-too-early',
    change: {
      file: 'playbooks/outage.yaml',
      from: '&& site.breaker.all(b, b.main || !b.closed\n',
      to: '&& site.breaker.all(b, b.main || !b.closed || b.closed\n',
    },
    fails: 'held',
    why: 'the main may be closed on closed feeders',
  },
  {
    scenario: 'lift-power-cut-before-empty',
    change: {
      file: 'playbooks/flooding.yaml',
      from: "(record.carEmpty == 'yes' && !lift.present)",
      to: "record.carEmpty == 'yes'",
    },
    fails: 'held',
    why: "a person's word is enough to cut a lift's power",
  },
]) {
  test(`${scenario} fails where ${why}`, { timeout: 20_000 }, () => {
    const config = changedConfig(change);
    const result = resultOf(runScenario(config, readScenario(scenario, config)));
    expect(result.passed).toBe(false);
    const verbs = result.expectations
      .filter(({ passed }) => !passed)
      .map((failed) => Object.keys(failed.expect)[0]);
    expect(verbs).toContain(fails);
  });
}
