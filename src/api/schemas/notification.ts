/** What was sent to whom, and what they answered. */
import { z } from 'zod';
import type { NotificationInfo } from '../contract.ts';
import { id, moment, priority, text } from './basics.ts';

const answer = z.enum(['coming', 'cannot']);

export const notificationInfo = z.object({
  id: z.string(),
  incident: z.string().exactOptional(),
  alarm: z.string().exactOptional(),
  role: z.string(),
  priority,
  text,
  requestedAt: moment,
  recipients: z.array(
    z.object({
      person: z.string(),
      name: text,
      channel: z.string(),
      result: z.enum(['delivered', 'retry', 'refused']).exactOptional(),
      reason: z.string().exactOptional(),
      at: moment.exactOptional(),
      attempts: z.number(),
    }),
  ),
  answers: z.array(z.object({ person: z.string(), name: text, answer, at: moment })),
  escalation: z
    .object({
      state: z.enum(['open', 'answered', 'closed']),
      role: z.string(),
      nextAt: moment.exactOptional(),
      answeredBy: z.string().exactOptional(),
    })
    .exactOptional(),
  version: z.number(),
}) satisfies z.ZodType<NotificationInfo>;
export const notificationInfos = z.array(notificationInfo);

export const notificationsQuery = z.strictObject({ incident: id.exactOptional() });
/** No `version`: an answer is added and replaces nothing. */
export const answerRequest = z.strictObject({ answer });
