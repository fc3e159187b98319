/**
 * What other programs are told: signals, alarms and incidents on MQTT (`contract.md`, MQTT), and
 * alarms and incidents as facts in the history. It is told by the gateway and decides nothing.
 */
import type { Alarm } from './core/alarms/alarm.ts';
import type { Event } from './core/event.ts';
import type { Incident } from './core/incidents/incident.ts';
import type { Gateway } from './gateway.ts';
import type { History } from './history/history.ts';

/** Where messages go: the embedded broker, or one outside. */
export interface OutgoingTopic {
  publish(topic: string, payload: string, options: { retain: boolean }): void;
}

export function tellOthers(
  gateway: Gateway,
  topic: OutgoingTopic | undefined,
  history: Pick<History, 'storeFact'>,
): () => void {
  const { compiled, live, state } = gateway.engine;
  const root = `dutywatch/${compiled.settings.site.site.id}`;
  const publish = (path: string, value: unknown, retain: boolean): void =>
    topic?.publish(`${root}/${path}`, JSON.stringify(value), { retain });
  return gateway.subscribe((events, slots) => {
    for (let place = 0; topic !== undefined && place < slots.size; place++) {
      const { asset, signal, value, quality, reason, at } = live.table.shown[slots.at(place)]!;
      const reading = { value, quality, reason, at: Math.round(at + state.wallOffsetMs) };
      publish(`asset/${asset}/${signal}`, reading, true);
    }
    for (const event of events) {
      const alarm = 'alarm' in event.data ? state.alarms.alarms[event.data.alarm ?? ''] : undefined;
      if (alarm !== undefined && event.type.startsWith('alarm-')) {
        publish(`alarm/${alarm.id}`, alarmMessage(alarm), false);
        void history.storeFact('alarm', alarmTags(alarm), alarmFields(alarm, event), event.wallAt);
      }
      if (!event.type.startsWith('incident-') || !('incident' in event.data)) continue;
      const incident = state.incidents.incidents[event.data.incident ?? ''];
      if (incident === undefined) continue;
      publish(`incident/${incident.id}`, incidentMessage(incident), false);
      void history.storeFact(
        'incident',
        { playbook: incident.playbook, asset: incident.asset ?? incident.area ?? '' },
        { id: incident.id, event: event.type, state: incident.state },
        event.wallAt,
      );
    }
  });
}

function alarmMessage({ id, rule, asset, priority, state, incident, raisedAt }: Alarm): object {
  return { id, rule, asset, priority, state, incident, raisedAt };
}

function alarmTags({ rule, asset, priority }: Alarm): Record<string, string> {
  return { rule, asset, priority };
}

function alarmFields({ id, state }: Alarm, { type }: Event): Record<string, string> {
  return { id, event: type, state };
}

function incidentMessage(incident: Incident): object {
  const { id, playbook, asset, area, hazard, priority, evidence, state, openedAt } = incident;
  return { id, playbook, asset, area, hazard, priority, evidence, state, openedAt };
}
