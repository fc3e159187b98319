/** Windows: a registered time in which some places may look abnormal. */
import { command } from '../command.ts';
import { defineRoute } from '../route.ts';
import { windowRequest, windowInfos as windowsSchema } from '../schemas/alarm.ts';
import { windowInfos } from '../views/alarms.ts';
import { viewOf } from '../views/realm-view.ts';

export const WINDOW_ROUTES = [
  defineRoute({
    method: 'get',
    path: '/windows',
    place: 'realm',
    summary: 'Registered windows that have not ended.',
    access: 'viewer',
    answer: windowsSchema,
    handle: ({ realm }) => windowInfos(viewOf(realm)),
  }),
  defineRoute({
    method: 'post',
    path: '/windows',
    place: 'realm',
    summary: 'Registers a planned outage, a generator test, mopping or maintenance.',
    access: 'operator',
    // Mopping is the cleaner's own; the others hide more.
    raised: [
      {
        field: 'purpose',
        values: ['planned-outage', 'generator-test', 'maintenance'],
        access: 'engineer',
      },
    ],
    body: windowRequest,
    answer: windowsSchema,
    async handle(call) {
      const offset = call.realm.engine.state.wallOffsetMs;
      const { from, to } = call.body;
      await command(call, {
        do: 'register-window',
        ...call.body,
        from: from - offset,
        to: to - offset,
      });
      return windowInfos(viewOf(call.realm));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/windows/:window/end',
    place: 'realm',
    summary: 'Ends a window before its time.',
    access: 'operator',
    answer: windowsSchema,
    async handle(call) {
      await command(call, { do: 'end-window', window: call.part('window') });
      return windowInfos(viewOf(call.realm));
    },
  }),
];
