/**
 * The latency ledger of an incident: from the change in the field to the end of the danger, each
 * moment against its limit. Where a moment has not come, or nobody knows it, it has no time.
 */
import type { Alarm } from '../alarms/alarm.ts';
import type { Notification } from '../duty/state.ts';
import type { Text } from '../text.ts';
import type { Incident } from './incident.ts';
import type { Playbook } from './playbook.ts';

export interface LedgerEntry {
  moment: string;
  text: Text;
  /** Core time. */
  at?: number;
  limitAt?: number;
}

export interface LedgerSources {
  playbook: Pick<Playbook, 'milestones'> | undefined;
  alarms: readonly Alarm[];
  notifications: readonly Notification[];
  /** How long an alarm's rule waited before it was raised, ms. */
  holdOf(alarm: Alarm): number;
}

const TEXTS = {
  field: { zh: '现场出现（按读数）', en: 'In the field, as read' },
  alarm: { zh: '报警', en: 'Alarm raised' },
  incident: { zh: '应急事件开始', en: 'Incident opened' },
  told: { zh: '首条通知送达', en: 'First message handed over' },
  answered: { zh: '首次应答', en: 'First answer' },
} satisfies Record<string, Text>;

/** In the order in which they should come. */
export function latencyLedger(incident: Incident, sources: LedgerSources): LedgerEntry[] {
  const { playbook, alarms, notifications, holdOf } = sources;
  const first = earliest(alarms, ({ raisedAt }) => raisedAt);
  const told = notifications.flatMap(({ recipients }) =>
    recipients.flatMap(({ result, at }) =>
      result === 'delivered' && at !== undefined ? [at] : [],
    ),
  );
  const answers = notifications.flatMap(({ answers: given }) => given.map(({ at }) => at));
  const fixed: LedgerEntry[] = [
    entry('field', first && first.raisedAt - holdOf(first)),
    entry('alarm', first?.raisedAt),
    entry('incident', incident.openedAt),
    entry('told', least(told)),
    entry('answered', least(answers), first && first.raisedAt + first.text.within),
  ];
  const milestones = (playbook?.milestones ?? []).map(({ milestone, step, text }) => {
    const own = Object.values(incident.steps).filter((state) => state.step === step);
    const done = own.flatMap(({ state, doneAt }) => (state === 'done' ? (doneAt ?? []) : []));
    const due = own.flatMap(({ dueAt }) => dueAt ?? []);
    return { moment: milestone, text, ...timed(least(done), least(due)) };
  });
  return [...fixed, ...milestones];
}

function entry(moment: keyof typeof TEXTS, at: number | undefined, limitAt?: number): LedgerEntry {
  return { moment, text: TEXTS[moment], ...timed(at, limitAt) };
}

function timed(at: number | undefined, limitAt: number | undefined) {
  return { ...(at === undefined ? {} : { at }), ...(limitAt === undefined ? {} : { limitAt }) };
}

function least(moments: readonly number[]): number | undefined {
  return moments.length === 0 ? undefined : Math.min(...moments);
}

function earliest<T>(items: readonly T[], moment: (item: T) => number): T | undefined {
  return items.reduce<T | undefined>(
    (first, item) => (first === undefined || moment(item) < moment(first) ? item : first),
    undefined,
  );
}
