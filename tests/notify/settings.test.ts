import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ConfigError } from '../../src/core/error.ts';
import { openChannels } from '../../src/notify/channels.ts';
import { type ChannelSettings, channelsFileSchema } from '../../src/notify/settings.ts';
import { createTempFolder } from '../support/temp-folder.ts';

/** The example of `formats.md`. */
const EXAMPLE = `
channels:
  duty-hook:
    { webhook: "https://hooks.example/duty", key-file: secrets/hook, allow-in-simulation: true }
  duty-group: { wecom: { key-file: secrets/wecom } }
  mail: { smtp: "smtps://mail.example:465", from: dutywatch@example.com }
escalation:
  critical:
    - { at: 0s, to: role, by: [console, duty-hook, duty-group] }
    - { at: 30s, by: [mail] }
    - { at: 60s, to: next-role }
  other: [{ at: 0s, to: role, by: [console, duty-group] }, { at: 3m, by: [mail] }]
`;

const PLAN = `
escalation:
  critical: [{ at: 0s, by: [console] }]
  other: [{ at: 0s, by: [console] }]`;

function read(yaml: string) {
  const parsed = channelsFileSchema.safeParse(parse(yaml));
  const problems = parsed.error?.issues.map(
    ({ path, message, ...issue }) =>
      `${path.join('.')}: ${issue.code === 'unrecognized_keys' ? issue.keys.join() : message}`,
  );
  return { value: parsed.data, problems };
}

test('the example of the format is read', () => {
  const { value } = read(EXAMPLE);
  expect(value?.channels).toEqual({
    'duty-hook': {
      kind: 'webhook',
      url: 'https://hooks.example/duty',
      keyFile: 'secrets/hook',
      allowInSimulation: true,
    },
    'duty-group': { kind: 'wecom', keyFile: 'secrets/wecom', allowInSimulation: false },
    mail: {
      kind: 'smtp',
      url: 'smtps://mail.example:465',
      from: 'dutywatch@example.com',
      allowInSimulation: false,
    },
  });
  expect(value?.escalation.critical).toEqual([
    { at: 0, to: 'role', by: ['console', 'duty-hook', 'duty-group'] },
    { at: 30_000, to: 'role', by: ['mail'] },
    { at: 60_000, to: 'next-role', by: [] },
  ]);
});

test('a mistake is named at its own field', () => {
  for (const [entry, problem, why] of [
    [
      'x: { webhook: "hooks.example" }',
      'channels.x.webhook: expected an address such as https://hooks.example/duty',
      'no protocol',
    ],
    [
      'x: { webhook: "ftp://a" }',
      'channels.x.webhook: expected an address such as https://hooks.example/duty',
      'no HTTP',
    ],
    ['x: { webhook: "https://a", keyfile: k }', 'channels.x: keyfile', 'unknown key'],
    [
      'x: { smtp: "smtps://u:p@mail" , from: a@b.example }',
      'channels.x.smtp: a password does not belong here: put it into a file and name that',
      'a secret in the settings',
    ],
    [
      'x: { smtp: "smtps://mail", from: duty }',
      'channels.x.from: Invalid email address',
      'no sender',
    ],
    [
      'x: { smtp: "smtps://mail", from: a@b.example, user: gw }',
      'channels.x.user: user and password-file belong together',
      'half a login',
    ],
    [
      'x: { key-file: k }',
      'channels.x: expected exactly one of webhook, smtp, wecom, dingtalk, feishu: found none',
      'no kind',
    ],
    [
      'x: { webhook: "https://a", wecom: { key-file: k } }',
      'channels.x: expected exactly one of webhook, smtp, wecom, dingtalk, feishu: ' +
        'found webhook and wecom',
      'two kinds',
    ],
    ['x: { wecom: { key: abc } }', 'channels.x.wecom: key', 'the key itself does not stand here'],
    [
      'console: { webhook: "https://a" }',
      'channels.console: "console" is built in: choose another name',
      'taken',
    ],
    ['Hook_1: { webhook: "https://a" }', 'channels.Hook_1: expected a name in kebab-case', 'name'],
  ] as const) {
    const { problems = [] } = read(`channels: { ${entry} }\n${PLAN}`);
    expect(problems, why).toContain(problem);
  }
});

test('a stage names a channel that is there', () => {
  const { problems } = read(`
escalation:
  critical: [{ at: 0s, by: [console] }, { at: 30s, by: [console, sms] }]
  other: [{ at: 0s, by: [console] }]`);
  expect(problems).toEqual([
    'escalation.critical.1.by.1: "sms" is no channel: expected one of console',
  ]);
});

test('a JSON Schema for editors comes out of it, with the kinds of channels', () => {
  const schema = JSON.stringify(z.toJSONSchema(channelsFileSchema, { io: 'input' }));
  for (const key of ['webhook', 'smtp', 'wecom', 'dingtalk', 'feishu', 'allow-in-simulation']) {
    expect(schema).toContain(`"${key}"`);
  }
});

const robot = (kind: 'wecom' | 'dingtalk' | 'feishu'): ChannelSettings => ({
  kind,
  keyFile: 'secrets/key',
  secretFile: undefined,
  url: undefined,
  allowInSimulation: false,
});
const hook: ChannelSettings = {
  kind: 'webhook',
  url: 'https://hooks.example/duty',
  keyFile: 'secrets/key',
  allowInSimulation: true,
};

function folderWithKey(content: string): string {
  const folder = createTempFolder('channels');
  mkdirSync(join(folder, 'secrets'));
  writeFileSync(join(folder, 'secrets/key'), content);
  return folder;
}

test('every kind opens without touching the network; the console is always there', async () => {
  const mail: ChannelSettings = {
    kind: 'smtp',
    url: 'smtps://mail.example',
    from: 'a@b.example',
    user: 'gw',
    passwordFile: 'secrets/key',
    allowInSimulation: false,
  };
  const settings = { hook, mail, w: robot('wecom'), d: robot('dingtalk'), f: robot('feishu') };
  const channels = await openChannels(settings, folderWithKey('k1\n'));
  expect([...channels].map(([id, { kind }]) => [id, kind])).toEqual([
    ['hook', 'webhook'],
    ['mail', 'smtp'],
    ['w', 'wecom'],
    ['d', 'dingtalk'],
    ['f', 'feishu'],
    ['console', 'console'],
  ]);
  expect(channels.get('hook')?.allowInSimulation).toBe(true);
  for (const channel of channels.values()) channel.close();
});

test('a key file that is missing, empty or of several lines is a mistake of files', async () => {
  for (const [folder, message] of [
    [createTempFolder('channels'), 'secrets/key:1:1 cannot be read (ENOENT).'],
    [folderWithKey(' \n'), 'secrets/key:1:1 is empty.'],
    [folderWithKey('a\nb'), 'secrets/key:1:1 has several lines.'],
  ] as const) {
    await expect(openChannels({ hook }, folder)).rejects.toThrow(ConfigError);
    const both = openChannels({ hook, w: robot('wecom') }, folder);
    await expect(both).rejects.toThrow(message);
  }
});
