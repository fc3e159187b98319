/** What was sent to whom, in words. */
import type { Notification } from '../../core/duty/state.ts';
import { renderTemplate } from '../../core/duty/templates.ts';
import type { NotificationInfo } from '../contract.ts';
import { personName, present, type RealmView, wall, wallAt } from './realm-view.ts';

export function notificationInfo(view: RealmView, notification: Notification): NotificationInfo {
  const { incident, alarm, template, parameters } = notification;
  return {
    id: notification.id,
    role: notification.role,
    priority: notification.priority,
    text: renderTemplate(view.installation.texts, template, parameters),
    requestedAt: wall(view, notification.requestedAt),
    recipients: notification.recipients.map(
      ({ person, channel, result, reason, at, attempts }) => ({
        person,
        name: personName(view, person),
        channel,
        attempts,
        ...present({ result, reason }),
        ...wallAt(view, 'at', at),
      }),
    ),
    answers: notification.answers.map(({ person, answer, at }) => ({
      person,
      name: personName(view, person),
      answer,
      at: wall(view, at),
    })),
    version: notification.version,
    ...present({ incident, alarm, escalation: escalationOf(view, notification) }),
  };
}

/** The newest first. */
export function notificationInfos(view: RealmView, incident?: string): NotificationInfo[] {
  return (
    Object.values(view.state.duty.notifications)
      // What homes and shops were told is a notice (`notices.ts`).
      .filter(({ notice }) => notice === undefined)
      .filter((found) => incident === undefined || found.incident === incident)
      .sort((one, other) => other.requestedAt - one.requestedAt)
      .map((notification) => notificationInfo(view, notification))
  );
}

function escalationOf(
  view: RealmView,
  notification: Notification,
): NotificationInfo['escalation'] | undefined {
  const escalation = view.state.duty.escalations[notification.escalation ?? ''];
  if (escalation === undefined) return undefined;
  const { state, role, dueAt, answeredBy } = escalation;
  return { state, role, ...present({ answeredBy }), ...wallAt(view, 'nextAt', dueAt) };
}
