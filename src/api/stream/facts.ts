/**
 * Journalled events as messages: not the events themselves, but the alarms, incidents,
 * notifications and devices that they touched, as they are now.
 */
import type { Event } from '../../core/event.ts';
import type { StreamMessages } from '../contract.ts';
import type { Realm } from '../ports.ts';
import { alarmInfo } from '../views/alarms.ts';
import { deviceInfos } from '../views/devices.ts';
import { incidentSummary } from '../views/incident-summary.ts';
import { notificationInfo } from '../views/notifications.ts';
import { type RealmView, viewOf } from '../views/realm-view.ts';
import { frame } from './frame.ts';

type Kind = 'alarm' | 'incident' | 'notification' | 'device';

interface Touched {
  kind: Kind;
  id: string;
  /** The newest event that touched it. */
  seq: number;
}

/** Messages about events that follow one another; each entity once, where it was last touched. */
export function factFrames(realm: Realm, events: readonly Event[]): string {
  const view = viewOf(realm);
  const touched = new Map<string, Touched>();
  for (const event of events) {
    if (event.type === 'config-loaded')
      return frame('reset', { reason: 'config' }, lastSeq(events));
    for (const [kind, id] of touchedBy(view, event)) {
      const key = `${kind} ${id}`;
      touched.delete(key);
      touched.set(key, { kind, id, seq: event.seq });
    }
  }
  const said = [...touched.values()].flatMap((entity) => {
    const data = dataOf(view, realm, entity);
    return data === undefined ? [] : [{ ...entity, data }];
  });
  return said
    .map(({ kind, data }, index) => {
      // All before the next one's event has been said; with the last, all of the events.
      const next = said[index + 1];
      const seq = next === undefined ? lastSeq(events) : next.seq - 1;
      return frame(kind, data as StreamMessages[typeof kind], seq);
    })
    .join('');
}

function lastSeq(events: readonly Event[]): number | undefined {
  return events.at(-1)?.seq;
}

function touchedBy({ state }: RealmView, { data }: Event): [Kind, string][] {
  const touched: [Kind, string][] = [];
  if ('incident' in data && data.incident !== undefined) {
    touched.push(['incident', data.incident]);
    const parent = state.incidents.incidents[data.incident]?.parent;
    if (parent !== undefined) touched.push(['incident', parent]);
  }
  const escalation = 'escalation' in data ? data.escalation : undefined;
  if (isNotice(state, data)) return touched;
  if ('notification' in data) touched.push(['notification', data.notification]);
  else if (escalation !== undefined) {
    for (const notification of Object.values(state.duty.notifications)) {
      if (notification.escalation === escalation) touched.push(['notification', notification.id]);
    }
    // Whether anybody has answered shows on the incident.
    const incident = state.duty.escalations[escalation]?.incident;
    if (incident !== undefined) touched.push(['incident', incident]);
  } else if ('alarm' in data) touched.push(['alarm', data.alarm]);
  if ('device' in data) touched.push(['device', data.device]);
  return touched;
}

/** A notice has a message for each home and shop: whoever shows it asks for the whole. */
function isNotice({ duty }: RealmView['state'], data: Event['data']): boolean {
  if (!('notification' in data)) return false;
  return duty.notifications[data.notification]?.notice !== undefined;
}

function dataOf(
  view: RealmView,
  realm: Realm,
  { kind, id }: Touched,
): StreamMessages[Kind] | undefined {
  const { alarms, incidents, duty } = view.state;
  switch (kind) {
    case 'alarm': {
      const alarm = alarms.alarms[id];
      return alarm && alarmInfo(view, alarm);
    }
    case 'incident': {
      const incident = incidents.incidents[id];
      return incident && incidentSummary(view, incident);
    }
    case 'notification': {
      const notification = duty.notifications[id];
      return notification && notificationInfo(view, notification);
    }
    case 'device':
      return deviceInfos(view, realm.devices()).find((device) => device.id === id);
    default:
      return kind satisfies never;
  }
}
