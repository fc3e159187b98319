/** A notice as it stands: who has it, and how. Changed by `evolve` only. */
import type { DutyEvents, MessageParameter } from '../duty/events.ts';
import type { NoticeEvents, NoticeWay } from './events.ts';

/** Of one home or shop: nobody told it yet, a channel did, refused to, or somebody by hand. */
export interface UnitNotice {
  channels: readonly string[];
  deliveredAt?: number;
  refused?: string;
  told?: { via: NoticeWay; at: number; by?: string };
}

export interface Notice {
  id: string;
  incident: string;
  step: string;
  template: string;
  parameters: Record<string, MessageParameter>;
  places: readonly string[];
  at: number;
  by?: string;
  units: Record<string, UnitNotice>;
  /** `seq` of the last event about it. */
  version: number;
}

export interface NoticesState {
  notices: Record<string, Notice>;
}

interface Stamp {
  seq: number;
  at: number;
  person: string | undefined;
}

export const evolveNotices: {
  [T in keyof NoticeEvents]: (state: NoticesState, data: NoticeEvents[T], stamp: Stamp) => void;
} = {
  'notice-issued': (state, { notice: id, units, ...rest }, { seq, at, person }) => {
    state.notices[id] = {
      ...rest,
      id,
      at,
      units: Object.fromEntries(units.map(({ unit, channels }) => [unit, { channels }])),
      version: seq,
      ...(person === undefined ? {} : { by: person }),
    };
  },
  'units-told': (state, { notice, units, via }, { seq, at, person }) => {
    const found = state.notices[notice];
    if (found === undefined) return;
    found.version = seq;
    for (const id of units) {
      const unit = found.units[id];
      if (unit === undefined) continue;
      unit.told = { via, at, ...(person === undefined ? {} : { by: person }) };
    }
  },
  'vulnerable-opened': () => {},
};

/** Homes and shops that know of no notice of the incident that concerned them. */
export function untoldIn({ notices }: NoticesState, incident: string): number {
  const [concerned, knowing] = [new Set<string>(), new Set<string>()];
  for (const notice of Object.values(notices)) {
    if (notice.incident !== incident) continue;
    for (const [id, { deliveredAt, told }] of Object.entries(notice.units)) {
      concerned.add(id);
      if (deliveredAt !== undefined || told !== undefined) knowing.add(id);
    }
  }
  return concerned.size - knowing.size;
}

/** Whom a message of a notice goes to: `unit:A-0301`, beside the people of the staff. */
export const UNIT_PREFIX = 'unit:';

/** What a channel said of one unit's message. */
export function hearDelivery(
  state: NoticesState,
  notice: string,
  { person, result, reason }: DutyEvents['delivery-reported'],
  { seq, at }: Stamp,
): void {
  const found = state.notices[notice];
  const unit = found?.units[person.slice(UNIT_PREFIX.length)];
  if (found === undefined || unit === undefined) return;
  found.version = seq;
  if (result === 'delivered') {
    unit.deliveredAt ??= at;
    delete unit.refused;
  } else if (result === 'refused' && unit.deliveredAt === undefined) {
    unit.refused = reason ?? '';
  }
}
