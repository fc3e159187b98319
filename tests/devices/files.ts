/** The profiles, code lists and kinds as they are shipped, and small profiles for one test each. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { kindsSchema } from '../../src/core/site/kinds.ts';
import type { ProfileProblem } from '../../src/devices/problem.ts';
import {
  type ModbusProfile,
  type MqttProfile,
  type Profile,
  parseProfile,
} from '../../src/devices/profile.ts';

const devicesFolder = new URL('../../devices/', import.meta.url);
export const fixturesFolder = new URL('./', import.meta.url);

export function readYaml(url: URL): unknown {
  return parse(readFileSync(fileURLToPath(url), 'utf8'));
}

export const kinds = kindsSchema.parse(readYaml(new URL('kinds.yaml', devicesFolder)));

export function codeFiles(): { name: string; content: unknown }[] {
  return yamlFiles(new URL('codes/', devicesFolder));
}

export function profileFiles(): { name: string; content: unknown }[] {
  return yamlFiles(devicesFolder).filter(({ name }) => name !== 'kinds');
}

function yamlFiles(folder: URL): { name: string; content: unknown }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => ({
      name: file.slice(0, -'.yaml'.length),
      content: readYaml(new URL(file, folder)),
    }));
}

const codeLists = new Set(codeFiles().map(({ name }) => name));

export function loadProfile(content: unknown): Profile {
  const parsed = parseProfile(content, kinds, codeLists);
  if (!parsed.ok) throw new Error(parsed.problems.map(showProblem).join('\n'));
  return parsed.profile;
}

export function problemsIn(content: unknown): string[] {
  const parsed = parseProfile(content, kinds, codeLists);
  return parsed.ok ? [] : parsed.problems.map(showProblem);
}

function showProblem({ path, message }: ProfileProblem): string {
  return `${path.join(' > ')}: ${message}`;
}

const head = { title: { zh: '试', en: 'Test' }, source: 'made for a test' };

/** As written in a file; `modbus` and `points` as the test wants them. */
export function modbusFile(modbus: object, points: object, kind = 'meter'): object {
  return {
    profile: 'acme-test',
    kind,
    ...head,
    modbus: { function: 'holding', ...modbus },
    points,
  };
}

export function mqttFile(mqtt: object, points: object, kind = 'leak'): object {
  const section = { topic: 'field/<name>', silence: '10m', ...mqtt };
  return { profile: 'acme-test', kind, ...head, mqtt: section, points };
}

export function modbusProfile(...file: Parameters<typeof modbusFile>): ModbusProfile {
  const profile = loadProfile(modbusFile(...file));
  if (profile.protocol !== 'modbus') throw new Error('not a Modbus profile');
  return profile;
}

export function mqttProfile(...file: Parameters<typeof mqttFile>): MqttProfile {
  const profile = loadProfile(mqttFile(...file));
  if (profile.protocol !== 'mqtt') throw new Error('not an MQTT profile');
  return profile;
}
