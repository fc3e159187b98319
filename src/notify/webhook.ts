/**
 * The generic webhook: one signed JSON POST for each recipient (`channels.md` 6.3). What the body
 * holds is documented in README.md and only ever added to.
 */
import { createHmac } from 'node:crypto';
import type { Channel, OutboundMessage } from './channel.ts';
import { createHttpPost, type HttpPost, judgeStatus } from './http-post.ts';

export interface WebhookOptions {
  url: string;
  /** Signs the body; absent: unsigned. */
  key?: string;
  allowInSimulation: boolean;
  http?: HttpPost;
}

export function createWebhook(options: WebhookOptions): Channel {
  const url = new URL(options.url);
  const http = options.http ?? createHttpPost();
  return {
    kind: 'webhook',
    audience: 'person',
    allowInSimulation: options.allowInSimulation,
    send: async (message) => {
      const sentAt = Date.now();
      const body = JSON.stringify(toBody(message, sentAt));
      const headers: Record<string, string> = {
        'idempotency-key': message.key,
        'x-timestamp': String(sentAt),
      };
      if (options.key !== undefined) headers['x-signature'] = signBody(body, options.key);
      return judgeStatus(await http.post(url, body, headers));
    },
    close: () => http.close(),
  };
}

/** `sha256=` and the HMAC of the body's bytes in lower-case hex. */
function signBody(body: string, key: string): string {
  return `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
}

function toBody(message: OutboundMessage, sentAt: number) {
  return {
    version: 1,
    id: message.key,
    notification: message.notification,
    realm: message.realm,
    priority: message.priority,
    template: message.template,
    role: message.role,
    recipient: message.recipients[0],
    incident: message.incident ?? null,
    alarm: message.alarm ?? null,
    title: message.title,
    text: message.text,
    language: message.languages[0],
    url: message.url ?? null,
    simulated: message.simulated,
    drill: message.drill,
    possiblyRepeat: message.possiblyRepeat,
    attempt: message.attempt,
    at: new Date(message.at).toISOString(),
    /** Signed with the rest: an old message played back by somebody can be told by it. */
    sentAt: new Date(sentAt).toISOString(),
  };
}
