/** The alarms' whole life: seeing, acknowledging, resetting, setting aside; and their figures. */
import { setImmediate } from 'node:timers/promises';
import { alarmKpis } from '../../core/alarms/kpi.ts';
import type { Event } from '../../core/event.ts';
import { command } from '../command.ts';
import type { AlarmInfo } from '../contract.ts';
import { coreTime, type Period, periodOf } from '../period.ts';
import type { Realm } from '../ports.ts';
import { notFound } from '../problem.ts';
import { defineRoute } from '../route.ts';
import {
  alarmKpiInfo,
  alarmInfo as alarmSchema,
  alarmsQuery,
  alarmInfos as alarmsSchema,
  notedConditions as conditionsSchema,
  outOfServiceRequest,
  shelveRequest,
} from '../schemas/alarm.ts';
import { periodQuery, versionRequest } from '../schemas/basics.ts';
import { alarmInfo, alarmInfos, notedConditions } from '../views/alarms.ts';
import { present, viewOf, wall } from '../views/realm-view.ts';

export const ALARM_ROUTES = [
  defineRoute({
    method: 'get',
    path: '/alarms',
    place: 'realm',
    summary: 'Alarms in one state; without it, all that are not normal.',
    access: 'viewer',
    query: alarmsQuery,
    answer: alarmsSchema,
    handle: ({ realm, query, who }) => alarmInfos(viewOf(realm), who.access, query.state),
  }),
  defineRoute({
    method: 'get',
    path: '/alarms/kpis',
    place: 'realm',
    summary: 'How well the alarms serve the operator, over a period (ISA-18.2, EEMUA 191).',
    access: 'viewer',
    query: periodQuery,
    answer: alarmKpiInfo,
    handle: ({ realm, query }) => kpis(realm, query),
  }),
  defineRoute({
    method: 'get',
    path: '/conditions',
    place: 'realm',
    summary: 'Conditions that ask nothing of anybody and last, such as a door held open.',
    access: 'viewer',
    answer: conditionsSchema,
    handle: ({ realm }) => notedConditions(viewOf(realm)),
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
  defineRoute({
    method: 'post',
    path: '/alarms/:alarm/shelve',
    place: 'realm',
    summary: 'Silences an alarm for `for` ms, with a reason; a critical one only by a manager.',
    access: 'operator',
    body: shelveRequest,
    answer: alarmSchema,
    async handle(call) {
      const alarm = call.part('alarm');
      const { access } = call.who;
      await command(call, { do: 'shelve-alarm', alarm, access, ...call.body });
      return show(call.realm, alarm);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/alarms/:alarm/unshelve',
    place: 'realm',
    summary: 'Ends a shelf before its time.',
    access: 'operator',
    body: versionRequest,
    answer: alarmSchema,
    async handle(call) {
      const alarm = call.part('alarm');
      await command(call, { do: 'unshelve-alarm', alarm, version: call.body.version });
      return show(call.realm, alarm);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/alarms/:alarm/out-of-service',
    place: 'realm',
    summary: 'Takes an alarm out of service under a permit, until a moment.',
    access: 'engineer',
    body: outOfServiceRequest,
    answer: alarmSchema,
    async handle(call) {
      const alarm = call.part('alarm');
      const until = coreTime(call.realm, call.body.until);
      await command(call, { do: 'take-out-of-service', alarm, ...call.body, until });
      return show(call.realm, alarm);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/alarms/:alarm/return-to-service',
    place: 'realm',
    summary: 'Ends a permit before its time.',
    access: 'engineer',
    body: versionRequest,
    answer: alarmSchema,
    async handle(call) {
      const alarm = call.part('alarm');
      await command(call, { do: 'return-alarm-to-service', alarm, version: call.body.version });
      return show(call.realm, alarm);
    },
  }),
];

/** Events of alarms are asked for a page at a time. */
const PAGE = 5_000;

const DAY_MS = 86_400_000;

async function kpis(realm: Realm, asked: Partial<Period>) {
  const view = viewOf(realm);
  const { from, to } = periodOf(realm, asked, DAY_MS);
  const events: Event[] = [];
  for (let after = 0; ; after = events.at(-1)!.seq) {
    const page = realm.events({ from, to, after, limit: PAGE });
    events.push(...page);
    if (page.length < PAGE) break;
    // A long period is many pages: between them the alarms themselves go first.
    await setImmediate();
  }
  const { acknowledgedAfterMs, floods, ...figures } = alarmKpis(events, from, to);
  return {
    ...figures,
    from: wall(view, from),
    to: wall(view, to),
    floods: floods.map((flood) => ({
      ...flood,
      from: wall(view, flood.from),
      to: wall(view, flood.to),
    })),
    ...present({ acknowledgedAfterMs }),
  };
}

function show(realm: Realm, id: string): AlarmInfo {
  const alarm = realm.engine.state.alarms.alarms[id];
  if (alarm === undefined) throw notFound(`alarm ${id}`);
  return alarmInfo(viewOf(realm), alarm);
}
