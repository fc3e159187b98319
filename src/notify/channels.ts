/**
 * From settings to channels. Key files are read here, once; nothing is connected. What speaks SMTP
 * is large, and loaded only where a mail channel asks for it.
 */
import { ConfigError, type ConfigProblem } from '../core/error.ts';
import type { Channel } from './channel.ts';
import { CONSOLE, createConsoleChannel } from './console-channel.ts';
import { createDingtalk } from './dingtalk.ts';
import { createFeishu } from './feishu.ts';
import { readKeyFile } from './key-file.ts';
import type { RobotOptions } from './robot.ts';
import type { ChannelSettings, SettingsOf } from './settings.ts';
import { createWebhook } from './webhook.ts';
import { createWecom } from './wecom.ts';

/** `folder`: where relative key files are. Rejects with a `ConfigError` of all wrong files. */
export async function openChannels(
  settings: Readonly<Record<string, ChannelSettings>>,
  folder: string,
): Promise<Map<string, Channel>> {
  const channels = new Map<string, Channel>();
  const problems: ConfigProblem[] = [];
  for (const [id, entry] of Object.entries(settings)) {
    try {
      channels.set(id, await openChannel(entry, folder));
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);
  // Last, since lanes are pumped in this order and the outside is what people wait for.
  channels.set(CONSOLE, createConsoleChannel());
  return channels;
}

async function openChannel(settings: ChannelSettings, folder: string): Promise<Channel> {
  switch (settings.kind) {
    case 'webhook': {
      const { url, keyFile, allowInSimulation } = settings;
      const key = keyFile === undefined ? {} : { key: readKeyFile(folder, keyFile) };
      return createWebhook({ url, allowInSimulation, ...key });
    }
    case 'smtp':
      return await openSmtp(settings, folder);
    case 'wecom':
      return createWecom(readRobot(settings, folder));
    case 'dingtalk':
      return createDingtalk(readRobot(settings, folder));
    case 'feishu':
      return createFeishu(readRobot(settings, folder));
    default:
      return settings satisfies never;
  }
}

async function openSmtp(settings: SettingsOf<'smtp'>, folder: string): Promise<Channel> {
  const { url, from, user, passwordFile, allowInSimulation } = settings;
  const login =
    user === undefined || passwordFile === undefined
      ? {}
      : { login: { user, password: readKeyFile(folder, passwordFile) } };
  const { createSmtp } = await import('./smtp.ts');
  return createSmtp({ url, from, allowInSimulation, ...login });
}

function readRobot(
  settings: SettingsOf<'wecom' | 'dingtalk' | 'feishu'>,
  folder: string,
): RobotOptions {
  const secretFile = 'secretFile' in settings ? settings.secretFile : undefined;
  return {
    key: readKeyFile(folder, settings.keyFile),
    ...(secretFile !== undefined && { secret: readKeyFile(folder, secretFile) }),
    ...(settings.url !== undefined && { url: settings.url }),
    allowInSimulation: settings.allowInSimulation,
  };
}
