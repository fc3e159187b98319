/** DingTalk (钉钉) custom robot; signed in the query where it was given a secret (加签). */
import { createHmac } from 'node:crypto';
import type { Channel } from './channel.ts';
import { createRobot, fitText, type RobotOptions, readErrcode, readMentions } from './robot.ts';

const PUBLIC_URL = 'https://oapi.dingtalk.com/robot/send';
/** Longest text we send, bytes; the service takes more than anybody reads. */
const TEXT_LIMIT = 4_096;

export function createDingtalk(options: RobotOptions): Channel {
  return createRobot(
    {
      kind: 'dingtalk',
      request: (message, nowWallMs) => {
        const url = new URL(options.url ?? PUBLIC_URL);
        url.searchParams.set('access_token', options.key);
        if (options.secret !== undefined) {
          url.searchParams.set('timestamp', String(nowWallMs));
          url.searchParams.set('sign', signDingtalk(nowWallMs, options.secret));
        }
        const mentions = readMentions(message);
        // A mention takes effect only if the text names the same id.
        const marks = mentions.map((id) => `@${id}`).join(' ');
        const room = TEXT_LIMIT - Buffer.byteLength(marks) - 1;
        const content = [fitText(message, room), marks].filter(Boolean).join('\n');
        const at = { atUserIds: mentions, isAtAll: false };
        return { url, body: { msgtype: 'text', text: { content }, at } };
      },
      readCode: readErrcode,
      // -1: the service is busy. 130101: over 20 a minute, which is answered by ten minutes shut.
      retryCodes: { [-1]: 5_000, 130101: 600_000 },
    },
    options,
  );
}

/** Base64; the query's own encoding does the rest. */
function signDingtalk(wallMs: number, secret: string): string {
  return createHmac('sha256', secret).update(`${wallMs}\n${secret}`).digest('base64');
}
