/** A site with a bit of everything, and random days on it: for tests that hold for all of them. */
import fc from 'fast-check';
import type { StepAction } from '../../src/core/input.ts';
import type { CoreSettings } from '../../src/core/settings.ts';
import type { Value } from '../../src/core/signals/reading.ts';
import type { Run } from '../support/core-run.ts';
import { KINDS, playbook, rule, SITE, smallSite, stoppedRule } from '../support/small-site.ts';

/** Every time on a busy day is a multiple of this, so that a clock of 100 ms meets each one. */
export const TICK_MS = 100;

/** Lifts are polled each second, the leak zones speak by themselves. */
export const BUSY_SITE: CoreSettings = smallSite({
  sources: SITE.assets.map(({ id, kind }) => ({
    device: `box-${id}`,
    asset: id,
    group: 'all',
    signals: Object.keys(KINDS[kind]!.signals),
    silenceMs: 20_000,
    ...(kind === 'lift' ? { intervalMs: 1_000 } : {}),
  })),
  derived: [
    {
      signal: 'lift.present',
      each: 'lift',
      latched: 'lift.occupied',
      until: "lift.doors == 'open' && lift.doorZone",
      for: '2s',
    },
    { signal: 'sump.riseMPerMin', each: 'sump', rate: 'sump.levelM', per: '1m', over: '10s' },
  ],
  rules: [
    rule({
      for: '3s',
      'clear-after': '2s',
      raises: { hazard: 'flooding', evidence: 'suspected', priority: 'critical', latch: true },
    }),
    rule({
      rule: 'rising',
      each: 'sump',
      when: 'sump.riseMPerMin > 0.1',
      raises: { priority: 'high' },
    }),
    stoppedRule({
      for: '5s',
      'clear-after': '3s',
      raises: { hazard: 'entrapment', evidence: 'suspected', priority: 'critical' },
    }),
  ],
  playbooks: [
    playbook(
      [
        {
          step: 'F-1.look',
          role: 'duty-engineer',
          due: '10s',
          late: { tell: ['shift-foreman'], repeat: '7s' },
        },
        {
          step: 'F-2.wet',
          role: 'shift-foreman',
          when: 'site.leak.exists(w, w.wet)',
          after: ['F-1.look'],
        },
        {
          step: 'F-3.tell',
          do: 'notify',
          tell: ['general-manager'],
          message: 'wet',
          when: "elapsed(incident.openedAt, '12s')",
        },
        { step: 'F-4.dry', do: 'verify', shows: 'site.leak.all(w, !w.wet)', for: '4s' },
        {
          step: 'F-5.lifts',
          do: 'start',
          each: 'lift in affected',
          playbook: 'entrapment',
          after: ['F-2.wet'],
        },
      ],
      {},
    ),
    playbook([{ step: 'E-1.talk', do: 'decide', field: 'trapped', confirms: ['yes'] }], {
      playbook: 'entrapment',
      hazard: 'entrapment',
      onePer: 'lift',
      record: { trapped: { type: 'choice', of: ['yes', 'no'] } },
    }),
  ],
});

/** One thing that happens, so long after the one before. */
export interface Happening {
  afterMs: number;
  what: (run: Run, at: number) => void;
  /** For the report of a failing day. */
  toString(): string;
}

const values: Record<string, fc.Arbitrary<Value | null>> = {
  'W1.wet': fc.constantFrom(true, false, null),
  'W2.wet': fc.constantFrom(true, false, null),
  'W3.wet': fc.constantFrom(true, false, null),
  'S1.levelM': fc.constantFrom(1, 1.2, 1.5, null),
  'L1.occupied': fc.constantFrom(true, false, null),
  'L1.moving': fc.constantFrom(true, false, null),
  'L1.doorZone': fc.constantFrom(true, false, null),
  'L1.doors': fc.constantFrom('open', 'closed', null),
};
const readings = fc
  .constantFrom(...Object.keys(values))
  .chain((name) =>
    values[name]!.map((value) =>
      named(`${name}=${value}`, (run, at) => void run.say(at, { [name]: value })),
    ),
  );
const links = fc
  .tuple(fc.constantFrom('box-W1', 'box-L1'), fc.boolean())
  .map(([device, up]) =>
    named(`link ${device} ${up}`, (run, at) => void run.input(at, { type: 'link', device, up })),
  );
const actions: fc.Arbitrary<StepAction> = fc.constantFrom(
  { action: 'done' as const },
  { action: 'done' as const, value: 'yes' },
  { action: 'skip' as const, reason: 'a test' },
  { action: 'answer' as const, fields: { trapped: 'no' } },
);
const commands = fc
  .tuple(fc.constantFrom('eva', 'fred', 'gina'), actions, fc.nat(4))
  .map(([who, action, which]) =>
    named(`${who} ${JSON.stringify(action)} ${which}`, (run, at) =>
      act(run, at, who, action, which),
    ),
  );
const adjusted = fc
  .integer({ min: -5, max: 5 })
  .map((s) =>
    named(
      `clock ${s}s`,
      (run, at) => void run.input(at, { type: 'clock-adjusted', offsetMs: s * 1_000 }),
    ),
  );

export const busyDay: fc.Arbitrary<Happening[]> = fc.array(
  fc
    .tuple(
      fc.integer({ min: 0, max: 80 }).map((ticks) => ticks * TICK_MS),
      fc.oneof(
        { weight: 6, arbitrary: readings },
        { weight: 1, arbitrary: links },
        { weight: 3, arbitrary: commands },
        { weight: 1, arbitrary: adjusted },
      ),
    )
    .map(([afterMs, { what, name }]) => ({ afterMs, what, toString: () => `+${afterMs} ${name}` })),
  { minLength: 5, maxLength: 25 },
);

function named(name: string, what: Happening['what']) {
  return { name, what };
}

/** What a person could do now: the step, alarm, message or incident at hand. */
function act(run: Run, at: number, who: string, action: StepAction, which: number): void {
  run.goTo(at);
  const { alarms, duty, incidents } = run.state;
  const version = run.state.seq;
  const open = Object.values(incidents.incidents).filter(({ state }) => state === 'open');
  if (which === 0) {
    for (const alarm of Object.keys(alarms.alarms).slice(0, 2)) {
      run.tell(at, who, { do: 'acknowledge-alarm', alarm, version: run.state.seq });
    }
  } else if (which === 1) {
    const notification = Object.keys(duty.notifications).at(-1);
    const answer = action.action === 'skip' ? 'cannot' : 'coming';
    if (notification !== undefined)
      run.tell(at, who, { do: 'answer-notification', notification, answer });
  } else if (which === 2 && open[0] !== undefined && action.action === 'skip') {
    const to = { do: 'close-incident', incident: open[0].id, version } as const;
    run.tell(at, who, { ...to, outcome: 'false', reason: 'a test' });
  } else if (which === 2) {
    run.tell(at, who, {
      do: 'report-incident',
      playbook: 'flooding',
      asset: 'W1',
      source: 'patrol',
    });
  } else {
    for (const { id, steps } of open) {
      for (const { step, item, state } of Object.values(steps)) {
        if (state !== 'active') continue;
        const to = { do: 'step', incident: id, step, version: run.state.seq } as const;
        run.tell(at, who, { ...to, ...action, ...(item === undefined ? {} : { item }) });
        if (which === 3) return;
      }
    }
  }
}
