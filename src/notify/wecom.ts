/** WeCom (企业微信) group robot: the address is the secret, there is no signature. */
import type { Channel } from './channel.ts';
import { createRobot, fitText, type RobotOptions, readErrcode, readMentions } from './robot.ts';

const PUBLIC_URL = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send';
/** Longest `text.content`, bytes. */
const TEXT_LIMIT = 2_048;

export function createWecom(options: RobotOptions): Channel {
  return createRobot(
    {
      kind: 'wecom',
      request: (message) => {
        const url = new URL(options.url ?? PUBLIC_URL);
        url.searchParams.set('key', options.key);
        const mentions = readMentions(message);
        const text = {
          content: fitText(message, TEXT_LIMIT),
          ...(mentions.length > 0 && { mentioned_list: mentions }),
        };
        return { url, body: { msgtype: 'text', text } };
      },
      readCode: readErrcode,
      // -1: the service is busy. 45009: over 20 a minute.
      retryCodes: { [-1]: 5_000, 45009: 60_000 },
    },
    options,
  );
}
