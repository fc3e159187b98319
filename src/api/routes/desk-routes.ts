/** Who has left the desk, and who has arrived where somebody was sent. */
import { command } from '../command.ts';
import { defineRoute } from '../route.ts';
import { arrivalPoints, arrivalRequest, dutyInfo } from '../schemas/person.ts';
import { dutyInfo as showDuty } from '../views/people.ts';
import { viewOf } from '../views/realm-view.ts';

const STEPS = [
  ['leave', 'leave-desk', 'The caller leaves the desk: all his channels, a check-in each 10 min.'],
  ['check-in', 'check-in', 'The caller, away from the desk, is well.'],
  ['return', 'return-to-desk', 'The caller is back at the desk.'],
] as const;

export const DESK_ROUTES = [
  ...STEPS.map(([path, what, summary]) =>
    defineRoute({
      method: 'post',
      path: `/duty/${path}`,
      place: 'realm',
      summary,
      access: 'operator',
      answer: dutyInfo,
      async handle(call) {
        await command(call, { do: what });
        return showDuty(viewOf(call.realm));
      },
    }),
  ),
  defineRoute({
    method: 'post',
    path: '/arrivals',
    place: 'realm',
    summary: 'The caller read the code of a place: he is there, for every emergency that waits.',
    access: 'operator',
    body: arrivalRequest,
    status: 204,
    async handle(call) {
      await command(call, { do: 'arrive', code: call.body.code });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/arrival-points',
    place: 'realm',
    summary: 'The codes of all places, to be printed and hung there.',
    access: 'engineer',
    answer: arrivalPoints,
    handle: ({ realm }) =>
      realm.engine.compiled.settings.site.areas.flatMap(({ id, name, arrival }) =>
        arrival === undefined ? [] : [{ area: id, name, code: arrival }],
      ),
  }),
];
