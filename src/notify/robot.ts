/**
 * What the group robots of WeCom, DingTalk and Feishu have in common: one post for the whole
 * group, mentions by user id (never a name or a phone number in a group, `practice.md` P-52), a
 * rate of about 20 a minute, and a verdict in the body that counts whatever the HTTP status says.
 */
import type { Budget, Channel, Delivery, OutboundMessage } from './channel.ts';
import {
  createHttpPost,
  describeAnswer,
  type HttpOutcome,
  type HttpPost,
  judgeStatus,
  retryFailure,
} from './http-post.ts';

/** Below the 20 a minute of WeCom and DingTalk, whose penalty is silence (`channels.md` 6.1). */
const BUDGET: Budget = { perMinute: 15, criticalReserve: 5 };

export interface RobotOptions {
  /** What the robot's address ends in: it is a secret. */
  key: string;
  /** For robots that check a signature. */
  secret?: string;
  /** In place of the public service: a private deployment or a proxy. */
  url?: string;
  allowInSimulation: boolean;
  http?: HttpPost;
}

export interface RobotDialect {
  kind: string;
  request(message: OutboundMessage, nowWallMs: number): { url: URL; body: unknown };
  /** The code in an answer's body; undefined: the body is not what the service sends. */
  readCode(body: Record<string, unknown>): number | undefined;
  /** Codes after which another attempt helps, and how long to wait first, ms. */
  retryCodes: Readonly<Record<number, number>>;
}

export function createRobot(dialect: RobotDialect, options: RobotOptions): Channel {
  const http = options.http ?? createHttpPost();
  return {
    kind: dialect.kind,
    audience: 'group',
    allowInSimulation: options.allowInSimulation,
    budget: BUDGET,
    send: async (message) => {
      const { url, body } = dialect.request(message, Date.now());
      return judgeRobot(dialect, await http.post(url, JSON.stringify(body)));
    },
    close: () => http.close(),
  };
}

function judgeRobot(dialect: RobotDialect, outcome: HttpOutcome): Delivery {
  if (outcome.kind === 'failure') return retryFailure(outcome);
  const code = readCodeOf(dialect, outcome.body);
  if (code === 0) return { result: 'delivered' };
  const reason = describeAnswer(outcome);
  if (code === undefined) {
    const verdict = judgeStatus(outcome);
    // A 200 from something else (a sign-in page of the network) told nobody anything.
    if (verdict.result !== 'delivered') return verdict;
    return { result: 'retry', reason: `not an answer of ${dialect.kind}: ${reason}` };
  }
  const afterMs = dialect.retryCodes[code];
  return afterMs === undefined
    ? { result: 'refused', reason }
    : { result: 'retry', reason, afterMs };
}

function readCodeOf(dialect: RobotDialect, body: string): number | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  return dialect.readCode(parsed as Record<string, unknown>);
}

/** `errcode` of WeCom and DingTalk. */
export function readErrcode(body: Record<string, unknown>): number | undefined {
  return typeof body.errcode === 'number' ? body.errcode : undefined;
}

/** The ids to mention, each once. */
export function readMentions(message: OutboundMessage): string[] {
  const ids = message.recipients.flatMap(({ address }) => (address === undefined ? [] : [address]));
  return [...new Set(ids)];
}

/**
 * The text and the link within `limit` bytes of UTF-8: the text is cut, the link never, since the
 * answer is given there. `<` is replaced where it would begin a mention of the service's own.
 */
export function fitText(message: OutboundMessage, limit: number): string {
  const texts = message.languages.map((language) => message.text[language]);
  const text = texts.join('\n').replace(/<(?=@|\/?at\b)/gi, '‹');
  const link = message.url === undefined ? '' : `\n${message.url}`;
  return cutBytes(text, limit - Buffer.byteLength(link)) + link;
}

function cutBytes(text: string, limit: number): string {
  if (Buffer.byteLength(text) <= limit) return text;
  const mark = '…';
  let bytes = Buffer.byteLength(mark);
  let kept = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > limit) break;
    kept += character;
  }
  return kept + mark;
}
