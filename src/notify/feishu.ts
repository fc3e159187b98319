/** Feishu (飞书) custom bot; signed in the body where it was given a secret. */
import { createHmac } from 'node:crypto';
import type { Channel } from './channel.ts';
import { createRobot, fitText, type RobotOptions, readMentions } from './robot.ts';

const PUBLIC_URL = 'https://open.feishu.cn/open-apis/bot/v2/hook/';
/** A body holds 20 KB; in JSON a character of Chinese takes three bytes as it does here. */
const TEXT_LIMIT = 4_096;

export function createFeishu(options: RobotOptions): Channel {
  return createRobot(
    {
      kind: 'feishu',
      request: (message, nowWallMs) => {
        const base = (options.url ?? PUBLIC_URL).replace(/\/*$/, '/');
        const url = new URL(encodeURIComponent(options.key), base);
        const mentions = readMentions(message).map(
          (id) => `<at user_id="${toAttribute(id)}"></at>`,
        );
        const marks = mentions.join(' ');
        const room = TEXT_LIMIT - Buffer.byteLength(marks) - 1;
        const text = [fitText(message, room), marks].filter(Boolean).join('\n');
        const seconds = Math.floor(nowWallMs / 1_000);
        const signature = options.secret !== undefined && {
          timestamp: String(seconds),
          sign: signFeishu(seconds, options.secret),
        };
        return { url, body: { ...signature, msg_type: 'text', content: { text } } };
      },
      readCode,
      // 11232: over 100 a minute or 5 a second, shared by the whole organisation.
      retryCodes: { 11232: 60_000 },
    },
    options,
  );
}

/** The key is time and secret, the message is empty: so the maker wants it. */
function signFeishu(wallSeconds: number, secret: string): string {
  return createHmac('sha256', `${wallSeconds}\n${secret}`).digest('base64');
}

/** `code`; older answers say `StatusCode`. */
function readCode(body: Record<string, unknown>): number | undefined {
  const code = body.code ?? body.StatusCode;
  return typeof code === 'number' ? code : undefined;
}

function toAttribute(id: string): string {
  return id.replace(/[<>"&]/g, '');
}
