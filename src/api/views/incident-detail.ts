/** Everything about one incident. */
import type { Incident } from '../../core/incidents/incident.ts';
import { dutyAt } from '../../core/incidents/named-person.ts';
import type { IncidentDetail, TimelineEntry } from '../contract.ts';
import { alarmInfo } from './alarms.ts';
import { harmInfos, isolationInfos } from './incident-harms.ts';
import { ledgerInfos } from './incident-ledger.ts';
import { fieldAnswers, fieldDefinitions, type Reader } from './incident-record.ts';
import { runOf } from './incident-run.ts';
import { stepInfos } from './incident-steps.ts';
import { incidentSummary, missingOf } from './incident-summary.ts';
import { notificationInfos } from './notifications.ts';
import { present, type RealmView, wall } from './realm-view.ts';

export function incidentDetail(
  view: RealmView,
  incident: Incident,
  reader: Reader,
  timeline: TimelineEntry[],
): IncidentDetail {
  const playbook = runOf(view, incident)?.playbook;
  const duty = dutyAt(view.state, view.at, view.compiled.settings);
  const itemRecords = Object.entries(incident.itemRecords).map(
    ([item, record]) => [item, fieldAnswers(view, reader, record)] as const,
  );
  return {
    ...incidentSummary(view, incident),
    steps: stepInfos(view, incident),
    recordFields: playbook === undefined ? {} : fieldDefinitions(playbook, duty),
    consequences: incident.consequences.flatMap((id) => {
      const alarm = view.state.alarms.alarms[id];
      return alarm === undefined ? [] : [alarmInfo(view, alarm)];
    }),
    clauses: playbook?.clauses ?? {},
    record: fieldAnswers(view, reader, incident.record),
    itemRecords: Object.fromEntries(itemRecords),
    timeline,
    notifications: notificationInfos(view, incident.id),
    assigned: incident.assigned.map(({ person, role, at }) => ({
      person,
      at: wall(view, at),
      ...present({ role }),
    })),
    arrivals: incident.arrivals.map(({ at, ...arrival }) => ({ ...arrival, at: wall(view, at) })),
    missing: incident.state === 'open' ? missingOf(view, incident) : [],
    harms: harmInfos(view, incident),
    ledger: ledgerInfos(view, incident),
    isolations: isolationInfos(view, incident),
    lacking: [...(incident.lacking ?? [])],
    ...present({ note: incident.note, callCard: callCard(view, incident) }),
    ...present({ closingReason: incident.closingReason, number: incident.number }),
  };
}

function callCard(
  { compiled }: RealmView,
  { asset }: Incident,
): IncidentDetail['callCard'] | undefined {
  const card = compiled.topology.asset(asset ?? '')?.['call-card'];
  return card === undefined ? undefined : present(card);
}
