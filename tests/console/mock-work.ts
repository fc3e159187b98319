/** The mock's checks, notices and actions, and what a pressed button changes in them. */
import type {
  ActionInfo,
  IncidentDetail,
  NoticeInfo,
  StreamMessages,
  VulnerableInfo,
} from '../../src/api/contract.ts';
import type { Night } from './fixtures/night.ts';
import { checkAt, plannedAt } from './fixtures/planned.ts';
import { personName, SITE } from './fixtures/site.ts';
import { text } from './fixtures/texts.ts';
import { countsOf, PEOPLE } from './fixtures/work.ts';

type Body = Record<string, unknown>;
export type Say = <N extends keyof StreamMessages>(name: N, data: StreamMessages[N]) => void;

export const VULNERABLE: VulnerableInfo[] = [
  { unit: 'A-0901', name: text('A座0901室', 'A 0901'), why: text('独居老人', 'Lives alone') },
  { unit: 'B-0302', name: text('B座0302室', 'B 0302'), why: text('制氧机', 'Oxygen device') },
];

export function readWork(night: Night, what: string, query: URLSearchParams): unknown {
  const incident = query.get('incident');
  const isMeant = (each: { incident?: string }) => incident === null || each.incident === incident;
  switch (what) {
    case 'checks':
      return night.checks;
    case 'notices':
      return night.notices.filter(isMeant);
    case 'actions':
      return night.actions.filter(isMeant);
    case 'people':
      return PEOPLE;
    default:
      return undefined;
  }
}

export function changeWork(night: Night, route: string, body: Body, say: Say): void {
  const [, what, id, part] = route.split('/');
  if (what === 'incidents' && id === undefined) openWork(night, body, say);
  if (what === 'notices' && id !== undefined) tellUnits(night, id, body);
  if (what !== 'actions') return;
  if (id === undefined) addAction(night, body as Pick<ActionInfo, 'text' | 'owner' | 'reviewer'>);
  else
    night.actions = night.actions.map((each) => (each.id === id ? after(each, part, body) : each));
}

function openWork(night: Night, { playbook, note }: Body, say: Say): void {
  const { about } = SITE.playbooks.find(({ id }) => id === playbook) ?? {};
  const opened: IncidentDetail = about === 'planned' ? plannedAt(night.now) : checkAt(night.now);
  const incident = { ...opened, id: 'I-60', ...(note ? { note: String(note) } : {}) };
  night.incidents.push(incident);
  say('incident', incident);
}

function tellUnits(night: Night, id: string, { units, via }: Body): void {
  const told = units as string[];
  night.notices = night.notices.map((notice) => {
    if (notice.id !== id) return notice;
    const after = notice.units.map((unit) =>
      told.includes(unit.unit)
        ? { ...unit, state: 'told' as const, via: via as 'phone', at: night.now, by: 'duty-1' }
        : unit,
    );
    return { ...notice, units: after, ...shareOf(after), version: notice.version + 1 };
  });
}

function shareOf(units: NoticeInfo['units']): Pick<NoticeInfo, 'counts' | 'coverage'> {
  const counts = countsOf(units);
  return { counts, coverage: (counts.delivered + counts.told) / units.length };
}

function addAction(night: Night, body: Pick<ActionInfo, 'text' | 'owner' | 'reviewer'>): void {
  const action = {
    ...(body as ActionInfo),
    id: 'C-140',
    ownerName: personName(body.owner),
    reviewerName: personName(body.reviewer),
    state: 'open' as const,
    overdue: false,
    addedAt: night.now,
    notes: [],
    version: 1,
  };
  night.actions = [...night.actions, action];
}

function after(action: ActionInfo, part: string | undefined, body: Body): ActionInfo {
  const accepted = body.accepted === true ? 'accepted' : 'open';
  const state = { finish: 'finished', review: accepted, cancel: 'cancelled' } as const;
  return {
    ...action,
    state: state[part as keyof typeof state],
    overdue: false,
    version: action.version + 1,
  };
}
