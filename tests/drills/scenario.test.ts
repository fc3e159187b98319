import { expect, test } from 'vitest';
import { demoConfig, problemsOf, scenarioOf } from './demo-site.ts';

const config = demoConfig();

/** A right scenario, one line of it replaced: line 7 is the script's, line 9 the expectation. */
function written({ script, expected, more = '' }: Record<string, string | undefined>): string {
  return [
    'scenario: written-here',
    'title: { zh: 演练, en: Drill }',
    'seed: 1',
    'lasts: 10m',
    more === '' ? 'people: prompt' : more,
    'script:',
    `  - ${script ?? '{ at: 1s, id: dark, fault: { mains: fails } }'}`,
    'expect:',
    `  - ${expected ?? '{ quiet: true }'}`,
  ].join('\n');
}

test('a scenario that is right has no problem', () => {
  expect(problemsOf(written({}), config)).toEqual([]);
  expect(scenarioOf(written({}), config)).toMatchObject({
    starts: '10:00',
    people: 'prompt',
    outcome: 'real',
    script: [{ at: 1_000, id: 'dark', does: 'fault', fault: { mains: 'fails' } }],
  });
});

for (const { why, problem, ...wrong } of [
  {
    why: 'a lift that the site has not',
    script: '{ at: 1s, fault: { lift: A-L9, stops: between-floors } }',
    problem: /^written-here\.yaml:7:\d+ script\.0: A-L9: no such lift; choose one of A-L1/,
  },
  {
    why: 'a fault that nobody knows',
    script: '{ at: 1s, fault: { mains: flickers } }',
    problem: /^written-here\.yaml:7:\d+ script\.0\.fault\S*: .*fails/,
  },
  {
    why: 'a Modbus fault on an MQTT device',
    script: '{ at: 1s, fault: { device: leak-a2, answers: short } }',
    problem: /^written-here\.yaml:7:\d+ script\.0: leak-a2 speaks MQTT/,
  },
  {
    why: 'a landing that the lift has not',
    script: '{ at: 1s, lift: A-L3, travel: { from: B2, to: 5 } }',
    problem: /^written-here\.yaml:7:\d+ script\.0: lift A-L3: no landing -2/,
  },
  {
    why: 'something beside a fault',
    script: '{ at: 1s, fault: { mains: fails }, lift: A-L1 }',
    problem: /^written-here\.yaml:7:\d+ script\.0\.lift: "lift" is not a key/,
  },
  {
    why: 'something beside an end',
    script: '{ at: 1s, ends: dark, why: repaired }',
    problem: /^written-here\.yaml:7:\d+ script\.0\.why: "why" is not a key/,
  },
  {
    why: 'an end of no fault',
    script: '{ at: 1s, ends: dark }',
    problem: /^written-here\.yaml:7:\d+ script\.0\.ends: no fault of the script has the id "dark"/,
  },
  {
    why: 'a time without a unit',
    script: '{ at: 1, fault: { mains: fails } }',
    problem: /^written-here\.yaml:7:11 script\.0\.at: expected .*; found 1$/,
  },
  {
    why: 'an expectation that nobody knows',
    expected: '{ happens: soon }',
    problem: /^written-here\.yaml:9:\d+ expect\.0\S*: expected one of incident, told, alarm/,
  },
  {
    why: 'a rule that the site has not',
    expected: '{ alarm: { rule: lift-is-late } }',
    problem: /^written-here\.yaml:9:\d+ expect\.0: "lift-is-late" is none of the site's rules/,
  },
  {
    why: 'a step of no playbook',
    expected: '{ order: [E-1.confirm, E-3.missing] }',
    problem: /^written-here\.yaml:9:\d+ expect\.0: "E-3\.missing" is none of the site's steps/,
  },
  {
    why: 'a message that the site has not',
    expected: '{ told: { role: security, message: hello } }',
    problem: /^written-here\.yaml:9:\d+ expect\.0: "hello" is none of the site's templates/,
  },
  {
    why: 'a count of no playbook',
    expected: '{ incidents: { playbook: fire, count: 1 } }',
    problem: /^written-here\.yaml:9:\d+ expect\.0: "fire" is none of the site's playbooks/,
  },
  {
    why: 'an asset that the site has not, inside a never',
    expected: '{ never: { closed: { playbook: outage, asset: Q9 } } }',
    problem: /^written-here\.yaml:9:\d+ expect\.0: "Q9" is none of the site's assets/,
  },
  {
    why: 'a line that the script has not, inside a never',
    expected: '{ never: { alarm: { rule: incomer-dead, within: 5s, of: light } } }',
    problem: /^written-here\.yaml:9:\d+ expect\.0: no line of the script has the id "light"/,
  },
  {
    why: 'people of a kind that nobody knows',
    more: 'people: heroic',
    problem: /^written-here\.yaml:5:9 people: .*"heroic"/,
  },
  {
    why: 'a start that YAML reads as a number',
    more: 'starts: 10',
    problem: /^written-here\.yaml:5:9 starts: expected "HH:MM": quote it/,
  },
]) {
  test(`${why}: the place and what is known`, () => {
    expect(problemsOf(written(wrong), config)).toEqual([expect.stringMatching(problem)]);
  });
}

test('all mistakes of a file are said at once', () => {
  const yaml = written({ script: '{ at: 1s, fault: { lift: A-L9, inspection: true } }' });
  const two = yaml.replace('{ quiet: true }', '{ blind: { rule: no-rule } }');
  expect(problemsOf(two, config)).toHaveLength(2);
});
