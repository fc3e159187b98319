/** How long each stage of an incident took, in wall-clock time and against its limit. */
import type { Incident } from '../../core/incidents/incident.ts';
import { latencyLedger } from '../../core/incidents/ledger.ts';
import type { LedgerInfo } from '../contract.ts';
import { runOf } from './incident-run.ts';
import { type RealmView, wallAt } from './realm-view.ts';

export function ledgerInfos(view: RealmView, incident: Incident): LedgerInfo[] {
  const { state, compiled } = view;
  const holds = new Map(compiled.settings.rules.map(({ rule }) => [rule.rule, rule.for]));
  const entries = latencyLedger(incident, {
    playbook: runOf(view, incident)?.playbook,
    alarms: incident.alarms.flatMap((id) => state.alarms.alarms[id] ?? []),
    notifications: Object.values(state.duty.notifications).filter(
      (notification) => notification.incident === incident.id,
    ),
    holdOf: ({ rule }) => holds.get(rule) ?? 0,
  });
  return entries.map(({ moment, text, at, limitAt }) => ({
    moment,
    text,
    late: limitAt !== undefined && (at ?? incident.closedAt ?? view.at) > limitAt,
    ...wallAt(view, 'at', at),
    ...wallAt(view, 'limitAt', limitAt),
  }));
}
