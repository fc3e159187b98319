/** Messages to people, and what they answer. */
import { command } from '../command.ts';
import { notFound } from '../problem.ts';
import { defineRoute } from '../route.ts';
import * as schema from '../schemas/notification.ts';
import { notificationInfo, notificationInfos } from '../views/notifications.ts';
import { viewOf } from '../views/realm-view.ts';

export const NOTIFICATION_ROUTES = [
  defineRoute({
    method: 'get',
    path: '/notifications',
    place: 'realm',
    summary: 'What was sent to whom, with receipts and answers; the newest first.',
    access: 'viewer',
    query: schema.notificationsQuery,
    answer: schema.notificationInfos,
    handle: ({ realm, query }) => notificationInfos(viewOf(realm), query.incident),
  }),
  defineRoute({
    method: 'post',
    path: '/notifications/:notification/answer',
    place: 'realm',
    summary: 'The caller, who was told, is coming or cannot come.',
    access: 'viewer',
    body: schema.answerRequest,
    answer: schema.notificationInfo,
    async handle(call) {
      const id = call.part('notification');
      const { answer } = call.body;
      await command(call, { do: 'answer-notification', notification: id, answer });
      const notification = call.realm.engine.state.duty.notifications[id];
      if (notification === undefined) throw notFound(`notification ${id}`);
      return notificationInfo(viewOf(call.realm), notification);
    },
  }),
];
