/** Holds what happened against what a scenario expects. */
import type { Event } from '../core/event.ts';
import type { Incident } from '../core/incidents/incident.ts';
import { recordOf } from '../core/incidents/running.ts';
import { formatDuration } from '../core/time.ts';
import type { DrillRun } from './run.ts';
import type { Expectation, Happening } from './scenario.ts';

export interface Verdict {
  expect: Expectation;
  passed: boolean;
  /** Seconds of the scenario at which it happened. */
  at?: number;
  /** Seconds from what its limit counts from. */
  after?: number;
  detail: string;
}

export function score(run: DrillRun): Verdict[] {
  return run.scenario.expect.map((expect) => {
    if ('quiet' in expect) return judgeQuiet(run, expect);
    if ('incidents' in expect) return { expect, ...judgeCount(run, expect.incidents) };
    if ('never' in expect) {
      const found = judge(run, expect.never);
      return { ...found, expect, passed: !found.passed };
    }
    return { expect, ...judge(run, expect) };
  });
}

type Judged = Omit<Verdict, 'expect'>;

function judgeQuiet({ events, startedAt }: DrillRun, expect: Expectation): Verdict {
  const loud = events.find(
    ({ type }) => type === 'alarm-raised' || type === 'notification-requested',
  );
  if (loud === undefined) return { expect, passed: true, detail: 'nothing was raised' };
  const at = (loud.at - startedAt) / 1_000;
  return { expect, passed: false, at, detail: `${loud.type} ${JSON.stringify(loud.data)}` };
}

function judge(run: DrillRun, happening: Happening): Judged {
  if ('incident' in happening) return judgeIncident(run, happening.incident);
  if ('told' in happening) {
    const { role, message, ...timing } = happening.told;
    return judgeTime(
      run,
      timing,
      'notification-requested',
      (data) => data.role === role && (message === undefined || data.template === message),
    );
  }
  if ('alarm' in happening) {
    const { rule, asset, 'data-lost': isLost, ...timing } = happening.alarm;
    return judgeTime(
      run,
      timing,
      'alarm-raised',
      (data) =>
        data.rule === rule &&
        (asset === undefined || data.asset === asset) &&
        (isLost === undefined || data.dataLost === isLost),
    );
  }
  if ('blind' in happening) {
    const { rule, asset, ...timing } = happening.blind;
    return judgeTime(
      run,
      timing,
      'blind-started',
      (data) => data.rule === rule && (asset === undefined || data.asset === asset),
    );
  }
  if ('step' in happening) {
    const { is, item, 'done-within': within, of } = happening.step;
    const timing = { within, of };
    const matches = (data: { step: string; item?: string }): boolean =>
      data.step === is && (item === undefined || data.item === item);
    return judgeTime(run, timing, 'step-done', matches);
  }
  if ('closed' in happening) {
    const { playbook, asset, ...timing } = happening.closed;
    return judgeTime(run, timing, 'incident-closed', (data) => {
      const closed = incidents(run).find(({ id }) => id === data.incident);
      return closed?.playbook === playbook && (asset === undefined || closed.asset === asset);
    });
  }
  if ('held' in happening) {
    const { step, item } = happening.held;
    const matches = (data: { step: string; item?: string }): boolean =>
      data.step === step && (item === undefined || data.item === item);
    return judgeTime(run, {}, 'guard-held', matches);
  }
  return 'order' in happening
    ? judgeOrder(run, happening.order)
    : judgeRecord(run, happening.record);
}

interface Timing {
  within?: number | undefined;
  of?: string | undefined;
}

function judgeIncident(
  run: DrillRun,
  expected: { playbook: string; asset?: string | undefined; parent?: string | undefined } & Timing,
): Judged {
  const { playbook, asset, parent, within, of } = expected;
  const isChild = (id: string): boolean => {
    const parentId = incidents(run).find((incident) => incident.id === id)?.parent;
    return incidents(run).find((incident) => incident.id === parentId)?.playbook === parent;
  };
  return judgeTime(
    run,
    { within, of },
    'incident-opened',
    (data) =>
      data.playbook === playbook &&
      (asset === undefined || data.asset === asset) &&
      (parent === undefined || isChild(data.incident)),
  );
}

/** The first such event not before the line that `within` counts from. */
function judgeTime<T extends Event['type']>(
  { events, lineAtMs, startedAt }: DrillRun,
  { within, of }: Timing,
  type: T,
  matches: (data: Event<T>['data']) => boolean,
): Judged {
  const fromMs = of === undefined ? 0 : (lineAtMs.get(of) ?? 0);
  const found = events.find(
    (event) =>
      event.type === type &&
      event.at - startedAt >= fromMs &&
      matches(event.data as Event<T>['data']),
  );
  if (found === undefined) return { passed: false, detail: 'did not happen' };
  const at = (found.at - startedAt) / 1_000;
  const tookMs = found.at - startedAt - fromMs;
  const passed = within === undefined || tookMs <= within;
  const limit = within === undefined ? '' : ` (limit ${formatDuration(within)})`;
  return { passed, at, after: tookMs / 1_000, detail: `after ${formatDuration(tookMs)}${limit}` };
}

function judgeCount(run: DrillRun, wanted: { playbook: string; count: number }): Judged {
  const found = incidents(run).filter(({ playbook }) => playbook === wanted.playbook).length;
  return { passed: found === wanted.count, detail: `found ${found}` };
}

function judgeOrder({ events, startedAt }: DrillRun, order: readonly string[]): Judged {
  let last = Number.NEGATIVE_INFINITY;
  for (const id of order) {
    const done = events.find((event) => event.type === 'step-done' && event.data.step === id);
    if (done === undefined) return { passed: false, detail: `${id} was not done` };
    if (done.seq < last) return { passed: false, detail: `${id} came too early` };
    last = done.seq;
  }
  const at = events.find((event) => event.seq === last)?.at ?? startedAt;
  return { passed: true, at: (at - startedAt) / 1_000, detail: 'in this order' };
}

function judgeRecord(
  run: DrillRun,
  { field, item, is }: { field: string; item?: string | undefined; is: string | number },
): Judged {
  const values = incidents(run).flatMap((incident) => recordOf(incident, item)[field]?.value ?? []);
  const found = values.length === 0 ? 'nothing' : values.map(String).join(', ');
  return { passed: values.includes(is), detail: `found ${found}` };
}

function incidents({ engine }: DrillRun): Incident[] {
  return Object.values(engine.state.incidents.incidents);
}
