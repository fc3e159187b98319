/** Alarms: seeing, acknowledging, resetting. */

import { command } from '../command.ts';
import type { AlarmInfo } from '../contract.ts';
import type { Realm } from '../ports.ts';
import { notFound } from '../problem.ts';
import { defineRoute } from '../route.ts';
import {
  alarmInfo as alarmSchema,
  alarmsQuery,
  alarmInfos as alarmsSchema,
} from '../schemas/alarm.ts';
import { versionRequest } from '../schemas/basics.ts';
import { alarmInfo, alarmInfos } from '../views/alarms.ts';
import { viewOf } from '../views/realm-view.ts';

export const ALARM_ROUTES = [
  defineRoute({
    method: 'get',
    path: '/alarms',
    place: 'realm',
    summary: 'Alarms in one state; without it, all that are not normal.',
    access: 'viewer',
    query: alarmsQuery,
    answer: alarmsSchema,
    handle: ({ realm, query }) => alarmInfos(viewOf(realm), query.state),
  }),
  defineRoute({
    method: 'post',
    path: '/alarms/:alarm/acknowledge',
    place: 'realm',
    summary: 'Somebody knows of it (ISA-18.2: acknowledge).',
    access: 'operator',
    body: versionRequest,
    answer: alarmSchema,
    async handle(call) {
      const alarm = call.part('alarm');
      await command(call, { do: 'acknowledge-alarm', alarm, version: call.body.version });
      return show(call.realm, alarm);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/alarms/:alarm/reset',
    place: 'realm',
    summary: 'Lets go of a latched alarm whose condition is over.',
    access: 'operator',
    body: versionRequest,
    answer: alarmSchema,
    async handle(call) {
      const alarm = call.part('alarm');
      await command(call, { do: 'reset-alarm', alarm, version: call.body.version });
      return show(call.realm, alarm);
    },
  }),
];

function show(realm: Realm, id: string): AlarmInfo {
  const alarm = realm.engine.state.alarms.alarms[id];
  if (alarm === undefined) throw notFound(`alarm ${id}`);
  return alarmInfo(viewOf(realm), alarm);
}
