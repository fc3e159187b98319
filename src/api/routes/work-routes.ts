/** Checks of prevention, and the actions that they, reviews and emergencies lead to. */
import { command } from '../command.ts';
import type { ActionInfo } from '../contract.ts';
import { notFound } from '../problem.ts';
import { type Call, defineRoute } from '../route.ts';
import * as schema from '../schemas/work.ts';
import { actionInfo, actionInfos } from '../views/actions.ts';
import { checkInfos } from '../views/checks.ts';
import { viewOf } from '../views/realm-view.ts';

export const WORK_ROUTES = [
  defineRoute({
    method: 'get',
    path: '/checks',
    place: 'realm',
    summary: 'Checks of prevention: when each is due, and what it last found.',
    access: 'viewer',
    answer: schema.checkInfos,
    handle: ({ realm }) => checkInfos(viewOf(realm)),
  }),
  defineRoute({
    method: 'get',
    path: '/actions',
    place: 'realm',
    summary: 'What is to be put right; what is open first, the soonest due first.',
    access: 'viewer',
    query: schema.actionsQuery,
    answer: schema.actionInfos,
    handle: ({ realm, query: { open, ...query } }) =>
      actionInfos(viewOf(realm), {
        ...query,
        ...(open === undefined ? {} : { open: open === 'true' }),
      }),
  }),
  defineRoute({
    method: 'post',
    path: '/actions',
    place: 'realm',
    summary: 'Adds an action; its reviewer is another person than its owner.',
    access: 'operator',
    body: schema.actionRequest,
    answer: schema.actionInfo,
    status: 201,
    async handle(call) {
      const offset = call.realm.engine.state.wallOffsetMs;
      const { dueAt, ...body } = call.body;
      const { events } = await command(call, { do: 'add-action', ...body, dueAt: dueAt - offset });
      const added = events.find((event) => event.type === 'action-added');
      return show(call, String(added?.data.action));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/actions/:action/finish',
    place: 'realm',
    summary: 'Its owner says that it is done.',
    access: 'operator',
    body: schema.finishRequest,
    answer: schema.actionInfo,
    async handle(call) {
      const action = call.part('action');
      await command(call, { do: 'finish-action', action, ...call.body });
      return show(call, action);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/actions/:action/review',
    place: 'realm',
    summary: 'Its reviewer accepts it, or says what is not good yet.',
    access: 'operator',
    body: schema.reviewRequest,
    answer: schema.actionInfo,
    async handle(call) {
      const action = call.part('action');
      await command(call, { do: 'review-action', action, ...call.body });
      return show(call, action);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/actions/:action/cancel',
    place: 'realm',
    summary: 'Not to be done after all, and why.',
    access: 'manager',
    body: schema.cancelRequest,
    answer: schema.actionInfo,
    async handle(call) {
      const action = call.part('action');
      await command(call, { do: 'cancel-action', action, ...call.body });
      return show(call, action);
    },
  }),
];

function show({ realm }: Pick<Call, 'realm'>, id: string): ActionInfo {
  const { actions } = realm.engine.state;
  const action = Object.hasOwn(actions, id) ? actions[id] : undefined;
  if (action === undefined) throw notFound(`action ${id}`);
  return actionInfo(viewOf(realm), action);
}
