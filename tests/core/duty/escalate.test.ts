import { expect, test } from 'vitest';
import type { Command } from '../../../src/core/input.ts';
import { type Run, restart, runCore } from '../../support/core-run.ts';
import {
  PEOPLE,
  type PeopleInput,
  person,
  playbook,
  rule,
  shift,
  smallSite,
} from '../../support/small-site.ts';

const S = 1_000;
const CRITICAL = rule({ raises: { priority: 'critical' } });

/** Who was told by which channels, and when: `30s fred mail`. */
function told(run: Run): string[] {
  return run.of('notification-requested').flatMap(({ at, data }) => {
    const people = [...new Set(data.recipients.map((recipient) => recipient.person))];
    return people.map((name) => {
      const channels = data.recipients.filter((r) => r.person === name).map((r) => r.channel);
      return `${at / S}s ${name} ${channels.join('+')}`;
    });
  });
}

function ringing(people: PeopleInput = PEOPLE): Run {
  const run = runCore(smallSite({ rules: [CRITICAL], people }));
  run.say(0, { 'W1.wet': true });
  return run;
}

function answer(run: Run, at: number, who: string, verb: 'coming' | 'cannot') {
  const { notification } = run
    .of('notification-requested')
    .filter(({ data }) => data.recipients.some((recipient) => recipient.person === who))
    .at(-1)!.data;
  return run.tell(at, who, { do: 'answer-notification', notification, answer: verb });
}

test('who does not answer is told by the next channel, then the next role is', () => {
  const run = ringing();
  run.goTo(240 * S);
  expect(told(run)).toEqual([
    '0s eva console+group',
    '30s eva mail',
    '60s fred console+group',
    '90s fred mail',
    '120s gina console+group',
    '150s gina mail',
    '180s eva console+group',
    '210s eva mail',
    '240s fred console+group',
  ]);
});

test('a channel gets the person’s own address there, where there is one', () => {
  const run = ringing();
  run.goTo(30 * S);
  const [first, second] = run.of('notification-requested');
  expect(first!.data.recipients).toEqual([
    { person: 'eva', channel: 'console' },
    { person: 'eva', channel: 'group' },
  ]);
  expect(second!.data.recipients).toEqual([
    { person: 'eva', channel: 'mail', address: 'eva@example.com' },
  ]);
});

test('what is not critical is told by its own plan, again each minute after its last stage', () => {
  const run = runCore(smallSite({ rules: [rule({ raises: { priority: 'high' } })] }));
  run.say(0, { 'W1.wet': true });
  run.goTo(60 * S);
  expect(told(run)).toEqual(['0s eva console', '60s eva console']);
});

test('a low alarm is only shown', () => {
  const run = runCore(smallSite({ rules: [rule()] }));
  run.say(0, { 'W1.wet': true });
  run.goTo(600 * S);
  expect(told(run)).toEqual([]);
});

test('whoever says that he is coming stops it; a receipt does not', () => {
  const run = ringing();
  const { notification } = run.of('notification-requested')[0]!.data;
  const receipt = { notification, person: 'eva', channel: 'group', attempt: 1 };
  run.input(10 * S, { type: 'delivery', result: 'delivered', ...receipt });
  run.goTo(30 * S);
  expect(told(run), 'delivered is not answered').toHaveLength(2);
  expect(answer(run, 40 * S, 'eva', 'coming')).toBe(undefined);
  run.goTo(600 * S);
  expect(told(run)).toHaveLength(2);
  expect(run.of('escalation-ended')[0]?.data).toMatchObject({ reason: 'answered', by: 'eva' });
});

test('to acknowledge the alarm stops it as well', () => {
  const run = ringing();
  const command: Command = { do: 'acknowledge-alarm', alarm: 'wet@W1', version: run.state.seq };
  run.tell(5 * S, 'fred', command);
  run.goTo(600 * S);
  expect(told(run)).toEqual(['0s eva console+group']);
});

test('who cannot come passes it on at once; saying it twice does not pass it on twice', () => {
  const run = ringing();
  answer(run, 10 * S, 'eva', 'cannot');
  answer(run, 11 * S, 'eva', 'cannot');
  run.goTo(69 * S);
  expect(told(run)).toEqual(['0s eva console+group', '10s fred console+group', '40s fred mail']);
  run.goTo(70 * S);
  expect(told(run).at(-1)).toBe('70s gina console+group');
});

test('nobody answers for somebody else, nor a message that was never sent', () => {
  const run = ringing();
  const { notification } = run.of('notification-requested')[0]!.data;
  const say = (who: string, id: string) =>
    run.tell(1 * S, who, { do: 'answer-notification', notification: id, answer: 'coming' })?.kind;
  expect(say('fred', notification)).toBe('forbidden');
  expect(say('eva', 'N-999')).toBe('not-found');
  expect(say('eva', '__proto__')).toBe('not-found');
});

test('a role that nobody holds goes on to the next, and it is said', () => {
  const run = ringing({ ...PEOPLE, roster: [shift({ 'general-manager': ['gina'] })] });
  expect(run.of('role-empty').map(({ data }) => data.role)).toEqual([
    'duty-engineer',
    'shift-foreman',
  ]);
  expect(told(run)).toEqual(['0s gina console+group']);
});

test('where nobody is on duty at all it is tried again each minute, and said each time', () => {
  const run = ringing({ ...PEOPLE, roster: [] });
  run.goTo(60 * S);
  expect(told(run)).toEqual([]);
  expect(new Set(run.of('role-empty').map(({ at }) => at))).toEqual(new Set([0, 60 * S]));
  const { people } = smallSite();
  run.tell(61 * S, 'admin', { do: 'set-people', people: people! });
  run.goTo(120 * S);
  expect(told(run), 'it goes on where it was').toEqual(['90s gina mail', '120s eva console+group']);
});

test('all on shift are told, and the first answer stops it for all', () => {
  const run = ringing({
    ...PEOPLE,
    people: [...PEOPLE.people, person('emil', ['duty-engineer'])],
    roster: [shift({ 'duty-engineer': ['eva', 'emil'] })],
  });
  expect(told(run)).toEqual(['0s eva console+group', '0s emil console+group']);
  answer(run, 5 * S, 'emil', 'coming');
  run.goTo(600 * S);
  expect(told(run)).toHaveLength(2);
});

test('one person in two roles gets one message', () => {
  const both = person('eva', ['duty-engineer', 'shift-foreman']);
  const steps = [
    { step: 'F-1.look', role: 'duty-engineer' },
    { step: 'F-2.send', role: 'shift-foreman' },
  ];
  const settings = smallSite({
    playbooks: [playbook(steps)],
    people: {
      ...PEOPLE,
      people: [both],
      roster: [shift({ 'duty-engineer': ['eva'], 'shift-foreman': ['eva'] })],
    },
  });
  const run = runCore(settings);
  run.tell(0, 'eva', { do: 'report-incident', playbook: 'flooding', area: 'A', source: 'phone' });
  expect(told(run)).toEqual(['0s eva console']);
});

test('an alarm that comes and goes before anybody saw it rings on, and not twice', () => {
  const run = ringing();
  for (let s = 1; s < 20; s += 2) {
    run.say(s * S, { 'W1.wet': false });
    run.say((s + 1) * S, { 'W1.wet': true });
  }
  expect(run.of('alarm-raised')).toHaveLength(11);
  expect(run.of('escalation-started')).toHaveLength(1);
  expect(told(run)).toEqual(['0s eva console+group']);
});

test('a restart goes on ringing where it was', () => {
  const before = ringing();
  const run = restart(before, smallSite({ rules: [CRITICAL] }), 20 * S, 25 * S);
  run.goTo(60 * S);
  expect(told(run)).toEqual(['30s eva mail', '60s fred console+group']);
});
