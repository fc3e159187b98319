/** Who was told of an incident, role by role: answered, being rung now, or gone on from. */
import type { NotificationInfo } from '../../../api/contract.ts';
import { isRinging, type ToldPerson, whoWasTold } from './told.ts';

export interface ToldRole {
  role: string;
  state: 'ringing' | 'passed-on' | 'answered' | 'told';
  /** While it is rung: when the next one is. */
  nextAt?: number;
  /** Nobody who was told answered, but this person did what the role was asked for. */
  by?: string;
  /** Where the call went on to. */
  next?: string;
  people: ToldPerson[];
}

/** Those still waited for come first, then who answered, then who was only told. */
const ORDER = ['ringing', 'passed-on', 'answered', 'told'] as const;

export function rolesTold(notifications: readonly NotificationInfo[]): ToldRole[] {
  const people = new Map(whoWasTold(notifications).map((told) => [told.person, told]));
  const roles = new Set(notifications.map(({ role }) => role));
  return [...roles]
    .map((role) => {
      const own = notifications.filter((each) => each.role === role);
      const ids = new Set(own.flatMap(({ recipients }) => recipients.map(({ person }) => person)));
      return { role, people: [...ids].map((id) => people.get(id)!), ...stateOf(role, own, ids) };
    })
    .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
}

type State = Pick<ToldRole, 'state' | 'nextAt' | 'next' | 'by'>;

function stateOf(role: string, own: readonly NotificationInfo[], told: ReadonlySet<string>): State {
  const ringing = own.find(({ escalation }) => isRinging(escalation, role))?.escalation;
  if (ringing !== undefined) {
    return {
      state: 'ringing',
      ...(ringing.nextAt === undefined ? {} : { nextAt: ringing.nextAt }),
    };
  }
  const isComing = own.some(({ answers }) => answers.some(({ answer }) => answer === 'coming'));
  const ended = own.find(({ escalation }) => escalation?.state === 'answered')?.escalation;
  const by = ended?.answeredBy;
  if (isComing || (ended !== undefined && (by === undefined || told.has(by)))) {
    return { state: 'answered' };
  }
  if (by !== undefined) return { state: 'answered', by };
  const gone = own.find(({ escalation }) => escalation?.state === 'open')?.escalation;
  return gone === undefined ? { state: 'told' } : { state: 'passed-on', next: gone.role };
}
