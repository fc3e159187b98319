/** How long each stage of incidents took: of one against its limits, of many as percentiles. */
import type { Incident } from '../../core/incidents/incident.ts';
import { latencyLedger, milestonesOf } from '../../core/incidents/ledger.ts';
import { ledgerFigures } from '../../core/incidents/ledger-figures.ts';
import type { LedgerFigures, LedgerInfo } from '../contract.ts';
import { type RealmView, wall, wallAt } from './realm-view.ts';

export function ledgerInfos(view: RealmView, incident: Incident): LedgerInfo[] {
  return entriesOf(view, incident).map(({ moment, text, at, limitAt, isLate }) => ({
    moment,
    text,
    late: isLate,
    ...wallAt(view, 'at', at),
    ...wallAt(view, 'limitAt', limitAt),
  }));
}

/** Of the incidents that opened in the period; core times. */
export function ledgerOver(
  view: RealmView,
  { from, to }: { from: number; to: number },
): LedgerFigures {
  const incidents = Object.values(view.state.incidents.incidents)
    .filter(({ about, openedAt }) => about === undefined && openedAt >= from && openedAt <= to)
    .sort((one, other) => other.openedAt - one.openedAt);
  return {
    from: wall(view, from),
    to: wall(view, to),
    playbooks: ledgerFigures(incidents, (incident) => entriesOf(view, incident)),
  };
}

function entriesOf({ compiled, at }: RealmView, incident: Incident) {
  return latencyLedger(incident, milestonesOf(incident, compiled.incidents), at);
}
