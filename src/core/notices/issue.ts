/** Telling residents and shops: whom it concerns, by which channels, and what remains by hand. */
import type { Draft } from '../draft.ts';
import type { MessageParameter } from '../duty/events.ts';
import type { Command, Refusal } from '../input.ts';
import { lookUp } from '../lookup.ts';
import { invalid, notFound } from '../refusal.ts';
import type { Topology } from '../site/topology.ts';
import { type Unit, unitsIn } from '../site/units.ts';
import { UNIT_PREFIX } from './notice.ts';

export interface NoticeText {
  incident: string;
  step: string;
  template: string;
  parameters: Record<string, MessageParameter>;
  places: readonly string[];
}

/** A register that knows nobody there: whoever sends it would believe that somebody was told. */
export function checkAudience(
  units: readonly Unit[],
  places: readonly string[],
  topology: Topology,
): Refusal | undefined {
  if (units.length === 0 || unitsIn(units, places, topology).length > 0) return undefined;
  const where = places.join(', ') || 'no place';
  return invalid(`nobody to tell: no home or shop is registered in ${where}`);
}

/** Each unit once by each of its channels. Addresses are added where the message is sent. */
export function issueNotice(
  draft: Draft,
  units: readonly Unit[],
  topology: Topology,
  text: NoticeText,
): void {
  const notice = `T-${draft.state.seq + 1}`;
  const concerned = unitsIn(units, text.places, topology);
  const seq = draft.emit('notice-issued', {
    notice,
    ...text,
    units: concerned.map(({ id, reach }) => ({ unit: id, channels: Object.keys(reach) })),
  });
  const recipients = concerned.flatMap(({ id, reach }) =>
    Object.keys(reach).map((channel) => ({ person: `${UNIT_PREFIX}${id}`, channel })),
  );
  if (recipients.length === 0) return;
  const { incident, template, parameters } = text;
  draft.because(seq, () =>
    draft.emit('notification-requested', {
      notification: `N-${draft.state.seq + 1}`,
      notice,
      incident,
      role: 'resident',
      priority: 'medium',
      template,
      parameters,
      recipients,
    }),
  );
}

/** Somebody telephoned, rang at the door, or posted it where they pass. */
export function tellUnits(
  draft: Draft,
  { notice, units, via }: Extract<Command, { do: 'tell-units' }>,
): Refusal | undefined {
  const found = lookUp(draft.state.notices.notices, notice);
  if (found === undefined) return notFound(`notice ${notice}`);
  if (units.length === 0) return invalid('name at least one home or shop');
  const stranger = units.find((unit) => lookUp(found.units, unit) === undefined);
  if (stranger !== undefined) {
    return invalid(`${stranger} is not among those of notice ${notice}`);
  }
  draft.emit('units-told', { notice, incident: found.incident, units, via });
  return undefined;
}
