/**
 * `config/channels.yaml`: the channels, and who is told by which of them as time passes without an
 * answer. Only shapes are checked here; nothing is opened and no key file is read.
 */
import { z } from 'zod';
import { escalationSchema } from '../core/duty/plan.ts';
import { CONSOLE } from './console-channel.ts';

const CHANNEL_ID = /^[a-z0-9][a-z0-9-]*$/;

/** Relative to the config folder. */
const filePath = z.string().min(1);
const allowInSimulation = z.boolean().default(false);

function urlOf(protocols: readonly string[], example: string) {
  return z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `expected an address such as ${example}`,
    )
    .refine(
      (text) => !URL.canParse(text) || new URL(text).password === '',
      'a password does not belong here: put it into a file and name that',
    );
}

const httpUrl = urlOf(['http:', 'https:'], 'https://hooks.example/duty');

const webhookEntry = z
  .strictObject({
    webhook: httpUrl,
    /** Signs each message (`X-Signature`); absent: unsigned. */
    'key-file': filePath.optional(),
    'allow-in-simulation': allowInSimulation,
  })
  .transform((entry) => ({
    kind: 'webhook' as const,
    url: entry.webhook,
    keyFile: entry['key-file'],
    allowInSimulation: entry['allow-in-simulation'],
  }));

const smtpEntry = z
  .strictObject({
    /** `smtps:` speaks TLS from the start; `smtp:` turns to TLS where the server offers it. */
    smtp: urlOf(['smtp:', 'smtps:'], 'smtps://mail.example:465'),
    from: z.email(),
    user: z.string().min(1).optional(),
    'password-file': filePath.optional(),
    'allow-in-simulation': allowInSimulation,
  })
  .refine((entry) => (entry.user === undefined) === (entry['password-file'] === undefined), {
    message: 'user and password-file belong together',
    path: ['user'],
  })
  .transform((entry) => ({
    kind: 'smtp' as const,
    url: entry.smtp,
    from: entry.from,
    user: entry.user,
    passwordFile: entry['password-file'],
    allowInSimulation: entry['allow-in-simulation'],
  }));

/** `key-file` holds what the robot's address ends in; `url`: a private deployment or a proxy. */
const robotKeys = { 'key-file': filePath, url: httpUrl.optional() };
const signedRobotKeys = { ...robotKeys, 'secret-file': filePath.optional() };

const wecomEntry = z
  .strictObject({
    wecom: z.strictObject(robotKeys),
    'allow-in-simulation': allowInSimulation,
  })
  .transform((entry) => ({
    kind: 'wecom' as const,
    keyFile: entry.wecom['key-file'],
    url: entry.wecom.url,
    allowInSimulation: entry['allow-in-simulation'],
  }));

const dingtalkEntry = z
  .strictObject({
    dingtalk: z.strictObject(signedRobotKeys),
    'allow-in-simulation': allowInSimulation,
  })
  .transform((entry) => ({
    kind: 'dingtalk' as const,
    keyFile: entry.dingtalk['key-file'],
    secretFile: entry.dingtalk['secret-file'],
    url: entry.dingtalk.url,
    allowInSimulation: entry['allow-in-simulation'],
  }));

const feishuEntry = z
  .strictObject({
    feishu: z.strictObject(signedRobotKeys),
    'allow-in-simulation': allowInSimulation,
  })
  .transform((entry) => ({
    kind: 'feishu' as const,
    keyFile: entry.feishu['key-file'],
    secretFile: entry.feishu['secret-file'],
    url: entry.feishu.url,
    allowInSimulation: entry['allow-in-simulation'],
  }));

const ENTRIES = {
  webhook: webhookEntry,
  smtp: smtpEntry,
  wecom: wecomEntry,
  dingtalk: dingtalkEntry,
  feishu: feishuEntry,
};
const KINDS = Object.keys(ENTRIES) as (keyof typeof ENTRIES)[];

export type ChannelSettings = z.output<(typeof ENTRIES)[keyof typeof ENTRIES]>;
export type SettingsOf<K extends ChannelSettings['kind']> = Extract<ChannelSettings, { kind: K }>;

/**
 * The kind is the key that is there. Picking the schema by it keeps an error at its own field,
 * where a plain union would only say that none of five shapes fits.
 */
const channelSchema = z
  .record(z.string(), z.unknown())
  .transform((entry, context): ChannelSettings => {
    const kinds = KINDS.filter((kind) => kind in entry);
    if (kinds.length !== 1) {
      const found = kinds.length === 0 ? 'none' : kinds.join(' and ');
      context.addIssue(`expected exactly one of ${KINDS.join(', ')}: found ${found}`);
      return z.NEVER;
    }
    const parsed = ENTRIES[kinds[0]!].safeParse(entry);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      context.issues.push({ ...issue, input: entry } as (typeof context.issues)[number]);
    }
    return z.NEVER;
  })
  .meta({
    anyOf: KINDS.map((kind) => {
      const { $schema: _, ...schema } = z.toJSONSchema(ENTRIES[kind], { io: 'input' });
      return schema;
    }),
  });

export const channelsFileSchema = z
  .strictObject({
    channels: z.record(z.string(), channelSchema).default({}),
    escalation: escalationSchema,
  })
  .superRefine(({ channels }, context) => {
    for (const id of Object.keys(channels)) {
      const message = judgeId(id);
      if (message === undefined) continue;
      context.addIssue({ code: 'custom', path: ['channels', id], message });
    }
  })
  .superRefine(({ channels, escalation }, context) => {
    const known = [CONSOLE, ...Object.keys(channels)];
    for (const plan of ['critical', 'other'] as const) {
      for (const [index, stage] of escalation[plan].entries()) {
        for (const [at, id] of stage.by.entries()) {
          if (known.includes(id)) continue;
          const path = ['escalation', plan, index, 'by', at];
          const message = `"${id}" is no channel: expected one of ${known.join(', ')}`;
          context.addIssue({ code: 'custom', path, message });
        }
      }
    }
  });

function judgeId(id: string): string | undefined {
  if (id === CONSOLE) return `"${CONSOLE}" is built in: choose another name`;
  return CHANNEL_ID.test(id) ? undefined : 'expected a name in kebab-case';
}

export type ChannelsFile = z.output<typeof channelsFileSchema>;
