/**
 * Reads and checks everything under `config/` and `devices/`, and binds it together. Either all of
 * it is good, or a `ConfigError` names every mistake with its file, line and column.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { peopleSchema } from '../core/duty/people.ts';
import { checkTemplates, type Texts, textsFileSchema } from '../core/duty/templates.ts';
import { MESSAGE_PARAMETERS, MESSAGES, NOTICE_PARAMETERS } from '../core/incidents/messages.ts';
import { type Playbook, playbookSchema } from '../core/incidents/playbook.ts';
import { rulesFileSchema } from '../core/rules/rule.ts';
import type { CoreSettings } from '../core/settings.ts';
import { defaultSilenceMs, type SourceGroup } from '../core/signals/source.ts';
import { siteSchema } from '../core/site/site.ts';
import { createTopology } from '../core/site/topology.ts';
import { unitsFileSchema } from '../core/site/units.ts';
import type { Connection, Device } from '../devices/device.ts';
import { groupsOf } from '../devices/groups.ts';
import { DEFAULT_EVERY_MS } from '../drivers/modbus/settings.ts';
import type { ChannelsFile } from '../notify/settings.ts';
import { channelsFileSchema } from '../notify/settings.ts';
import { bindDevices, devicesFileSchema } from './devices-file.ts';
import { type GatewayFile, gatewayFileSchema } from './gateway-file.ts';
import { createLocalDate, createLocalMinute } from './local-time.ts';
import { checkPeople } from './people-file.ts';
import { messagesIn, noticesIn, readPlaybooks } from './playbook-files.ts';
import { readCatalogue } from './profiles.ts';
import { createReader, type Reader } from './reader.ts';
import { checkHazards, readRules } from './rules-files.ts';
import { checkSite } from './site-file.ts';
import { checkUnits } from './units-file.ts';

export interface Config {
  folder: string;
  hash: string;
  gateway: GatewayFile;
  core: CoreSettings;
  connections: readonly Connection[];
  devices: readonly Device[];
  channels: ChannelsFile;
  texts: Texts;
  /** Name and hash of every file that was read. */
  files: readonly { file: string; hash: string }[];
}

/**
 * `folder`: the site's `config/`; `devicesFolder`: the profiles that come with the program;
 * `rulesFolder`: other rules than the site's own.
 */
export function loadConfig(
  folder: string,
  devicesFolder: string,
  rulesFolder = join(folder, 'rules'),
): Config {
  const reader = createReader(folder);
  if (!existsSync(folder)) reader.complain(folder, 'the config folder is missing');
  reader.finish();
  const config = readAll(reader, { folder, devicesFolder, rulesFolder });
  reader.finish();
  if (config === undefined)
    throw new Error('assertion failed: config is missing without a problem');
  return config;
}

interface Folders {
  folder: string;
  devicesFolder: string;
  rulesFolder: string;
}

function readAll(reader: Reader, folders: Folders): Config | undefined {
  const { folder, devicesFolder, rulesFolder } = folders;
  const at = (name: string): string => join(folder, name);
  const catalogue = readCatalogue(reader, devicesFolder);
  const gateway = reader.read(at('gateway.yaml'), gatewayFileSchema);
  const siteFile = reader.read(at('site.yaml'), siteSchema);
  const devicesFile = reader.read(at('devices.yaml'), devicesFileSchema);
  const channels = reader.read(at('channels.yaml'), channelsFileSchema);
  const texts = reader.read(at('texts.yaml'), textsFileSchema);
  const people = reader.read(at('people.yaml'), peopleSchema, true);
  const units = reader.read(at('units.yaml'), unitsFileSchema, true);
  if (people !== undefined) checkPeople(people, channels && channelsOf(channels.data));
  const isSound = catalogue && siteFile && checkSite(siteFile, catalogue.kinds);
  if (!isSound) {
    readShapes(reader, at);
    return undefined;
  }
  const site = siteFile.data;
  const topology = createTopology(site);
  if (units !== undefined) checkUnits(units, topology, channels?.data.channels);
  const ruleFiles = readRules(reader, rulesFolder, catalogue.kinds, topology);
  const { rules, derived } = ruleFiles;
  const kinds = ruleFiles.isPartial ? undefined : ruleFiles.kinds;
  const templates = texts && new Set(Object.keys(texts.data.texts));
  const around = { kinds, topology, templates, words: texts?.data.words };
  const { playbooks, isPartial } = readPlaybooks(reader, at('playbooks'), around);
  if (!isPartial) checkHazards(ruleFiles, playbooks);
  if (texts !== undefined && !isPartial) {
    const known = messagesOf(playbooks, texts.data.texts);
    for (const { path, message } of checkTemplates(texts.data.texts, known)) {
      texts.complain(path, message);
    }
  }
  const bound = devicesFile && bindDevices(devicesFile, catalogue, site);
  const isWrong = reader.problems.length > 0;
  if (isWrong || !gateway || !bound || !channels || !texts) return undefined;
  const files = hashFiles(folder, devicesFolder);
  const hash = sha256(JSON.stringify(files));
  return {
    folder,
    hash,
    gateway: gateway.data,
    ...bound,
    channels: channels.data,
    texts: texts.data.texts,
    files,
    core: {
      hash,
      site,
      kinds: catalogue.kinds,
      derived,
      rules: rules.map(({ data }) => ({ rule: data, hash: sha256(JSON.stringify(data)) })),
      playbooks: playbooks.map((playbook) => ({
        playbook,
        version: sha256(JSON.stringify(playbook)),
      })),
      sources: bound.devices.flatMap(sourcesOf),
      units: units?.data.units ?? [],
      escalation: channels.data.escalation,
      people: people?.data,
      localMinute: createLocalMinute(site.site.timezone),
      localDate: createLocalDate(site.site.timezone),
    },
  };
}

/** Without a sound building rules and playbooks mean nothing yet; their shape is checked alone. */
function readShapes(reader: Reader, at: (name: string) => string): void {
  for (const path of reader.list(at('rules'))) reader.read(path, rulesFileSchema);
  for (const path of reader.list(at('playbooks'))) reader.read(path, playbookSchema);
}

/** `console` is built in. */
function channelsOf({ channels }: ChannelsFile): ReadonlySet<string> {
  return new Set(['console', ...Object.keys(channels)]);
}

/**
 * Every template that is sent, with the parameters that come with it. One that a playbook names and
 * `texts` lacks is the playbook's mistake, and said there.
 */
function messagesOf(
  playbooks: readonly Playbook[],
  texts: Texts,
): Record<string, readonly string[]> {
  const named = (find: (playbook: Playbook) => string[], parameters: readonly string[]) =>
    Object.fromEntries(
      playbooks
        .flatMap(find)
        .filter((name) => Object.hasOwn(texts, name))
        .map((name) => [name, parameters]),
    );
  return {
    ...MESSAGES,
    ...named(messagesIn, MESSAGE_PARAMETERS),
    ...named(noticesIn, NOTICE_PARAMETERS),
  };
}

/** What the live table must know of a device before it has spoken. */
function sourcesOf(device: Device): SourceGroup[] {
  const every = device.everyMs ?? DEFAULT_EVERY_MS;
  return groupsOf(device.profile, every).map(({ group, signals, intervalMs, silenceMs }) => ({
    device: device.id,
    asset: device.asset,
    group,
    signals,
    silenceMs: silenceMs ?? defaultSilenceMs(intervalMs ?? every),
    ...(intervalMs === undefined ? {} : { intervalMs }),
  }));
}

/** Secrets, and what only tests the rest: a change of these changes nothing that runs. */
const NOT_IN_FORCE = /^(secrets|scenarios)\/|\.test\.yaml$/;

function hashFiles(folder: string, devicesFolder: string): { file: string; hash: string }[] {
  return [
    ['config', folder],
    ['devices', devicesFolder],
  ].flatMap(([name, root]) =>
    readdirSync(root!, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.yaml') && !NOT_IN_FORCE.test(file))
      .sort()
      .map((file) => ({
        file: `${name}/${file}`,
        hash: sha256(readFileSync(join(root!, file), 'utf8')),
      })),
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
