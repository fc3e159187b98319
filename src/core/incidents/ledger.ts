/**
 * The latency ledger of an incident: from the change in the field to the end of the danger, each
 * moment against its limit. Where a moment has not come, or nobody knows it, it has no time.
 *
 * When an alarm was first on a screen nobody knows: pages get it whether anybody sits before them
 * or not. That somebody looked is proven by the first acknowledgement.
 */
import type { Text } from '../text.ts';
import type { IncidentConfig } from './context.ts';
import type { Incident } from './incident.ts';
import type { Playbook } from './playbook.ts';

export interface LedgerEntry {
  moment: string;
  text: Text;
  /** Core time. */
  at?: number;
  limitAt?: number;
  /** It came after its limit, or the limit is over and it has not come. */
  isLate: boolean;
}

type Milestone = Playbook['milestones'][number];

const TEXTS = {
  field: { zh: '现场变化（设备时钟）', en: "In the field, by the device's clock" },
  poll: { zh: '网关读到', en: 'Read by the gateway' },
  alarm: { zh: '规则判定，报警', en: 'Found by the rule, alarm raised' },
  incident: { zh: '应急事件开始', en: 'Incident opened' },
  told: { zh: '首条通知送达（值班台以外）', en: 'First message handed over, beyond the desk' },
  acknowledged: { zh: '首次确认报警', en: 'Alarm first acknowledged' },
  answered: { zh: '首次应答', en: 'First answer' },
} satisfies Record<string, Text>;

/** In the order in which they should come. `now`: core time. */
export function latencyLedger(
  incident: Incident,
  milestones: readonly Milestone[],
  now: number,
): LedgerEntry[] {
  const { moments, openedAt, closedAt = now } = incident;
  const entry = (moment: string, text: Text, at?: number, limitAt?: number): LedgerEntry => ({
    moment,
    text,
    ...(at === undefined ? {} : { at }),
    ...(limitAt === undefined ? {} : { limitAt }),
    isLate: limitAt !== undefined && (at ?? closedAt) > limitAt,
  });
  return [
    entry('field', TEXTS.field, moments.field),
    entry('poll', TEXTS.poll, moments.poll),
    entry('alarm', TEXTS.alarm, moments.alarm),
    entry('incident', TEXTS.incident, openedAt),
    entry('told', TEXTS.told, moments.told),
    entry('acknowledged', TEXTS.acknowledged, moments.acknowledged),
    entry('answered', TEXTS.answered, moments.answered, moments.answerBy),
    ...milestones.map(({ milestone, step, text }) => {
      const own = Object.values(incident.steps).filter((state) => state.step === step);
      const done = own.flatMap(({ state, doneAt }) => (state === 'done' ? (doneAt ?? []) : []));
      const due = own.flatMap(({ dueAt }) => dueAt ?? []);
      return entry(milestone, text, least(done), least(due));
    }),
  ];
}

/**
 * Of the playbook with which the incident began. A version that no open incident needs is not
 * kept: then those of today's, as far as the incident had their steps.
 */
export function milestonesOf(
  incident: Incident,
  { versions, playbooks }: Pick<IncidentConfig, 'versions' | 'playbooks'>,
): readonly Milestone[] {
  const own = versions.get(incident.playbookVersion);
  if (own !== undefined) return own.milestones;
  const had = new Set(Object.values(incident.steps).map(({ step }) => step));
  const today = playbooks.get(incident.playbook)?.playbook.milestones ?? [];
  return today.filter(({ step }) => had.has(step));
}

/** From where times are counted; undefined where no moment is known. */
export function firstMoment(entries: readonly LedgerEntry[]): number | undefined {
  return least(entries.flatMap(({ at }) => at ?? []));
}

function least(moments: readonly number[]): number | undefined {
  return moments.length === 0 ? undefined : Math.min(...moments);
}
