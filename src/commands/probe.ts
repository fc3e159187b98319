/** `npm run probe -- CONNECTION UNIT PROFILE`: reads one real device and shows what it says. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../config/load.ts';
import { readCatalogue } from '../config/profiles.ts';
import { createReader } from '../config/reader.ts';
import type { Sample } from '../core/signals/reading.ts';
import { atChannel } from '../devices/channel.ts';
import { probeOf } from '../devices/probe.ts';
import type { ModbusProfile } from '../devices/profile.ts';
import { planReads, type ReadBlock } from '../devices/read-plan.ts';
import { createRegisterDecoder } from '../devices/register-decoder.ts';
import { type Asked, askOnce } from '../drivers/modbus/ask-once.ts';
import type { ModbusConnection } from '../drivers/modbus/settings.ts';
import { CONFIG_FOLDER, DEVICES_FOLDER, EXIT, type Io } from './surroundings.ts';

const EVERY_MS = 1_000;

export async function runProbe(args: string[], io: Io): Promise<number> {
  const options = { config: { type: 'string' } } as const;
  const { positionals, values } = parseArgs({ args, allowPositionals: true, options });
  const [connectionId, unitText, profileId] = positionals;
  const unit = Number(unitText);
  if (profileId === undefined || !Number.isInteger(unit) || unit < 0 || unit > 255) {
    io.err('usage: npm run probe -- CONNECTION UNIT PROFILE [--config DIR]');
    return EXIT.wrongUse;
  }
  const config = loadConfig(values.config ?? CONFIG_FOLDER, DEVICES_FOLDER);
  const reader = createReader(join(DEVICES_FOLDER, '..'));
  const catalogue = readCatalogue(reader, DEVICES_FOLDER);
  const profile = catalogue?.profiles.get(profileId);
  const connection = config.connections.find(({ id }) => id === connectionId);
  if (profile?.protocol !== 'modbus' || connection?.protocol !== 'modbus') {
    const wrong = profile?.protocol === 'modbus' ? connectionId : profileId;
    io.err(`"${wrong}" is no Modbus ${wrong === profileId ? 'profile' : 'connection'} here`);
    return EXIT.wrongUse;
  }
  const settings = connection.settings as ModbusConnection;
  const signals = catalogue?.kinds[profile.kind]?.signals ?? {};
  const unitOf = (signal: string): string => signals[signal]?.unit ?? '';
  const lines = await readAll(settings, unit, profile, unitOf);
  for (const line of lines.said) io.out(line);
  return lines.isComplete ? EXIT.fine : EXIT.problems;
}

type UnitOf = (signal: string) => string;

/** Every planned read, each by itself, so that one refused block hides no other. */
async function readAll(
  settings: ModbusConnection,
  unit: number,
  profile: ModbusProfile,
  unitOf: UnitOf,
): Promise<{ said: string[]; isComplete: boolean }> {
  const said: string[] = [];
  let isComplete = true;
  const probe = probeOf(profile);
  if (probe !== undefined) {
    const { bytes, problem } = await askOnce(settings, { unit, ...probe });
    const { value, passed } = probe.check(bytes ?? new Uint8Array());
    const found = `${value}, expected ${probe.between[0]} to ${probe.between[1]}`;
    said.push(`probe  ${problem ?? `${found}: ${passed ? 'fits' : 'does not fit'}`}`);
  }
  for (const [head, channel] of channelsOf(profile)) {
    said.push(...head);
    for (const block of planReads(channel, EVERY_MS)) {
      const asked = await askOnce(settings, { unit, ...block });
      if (asked.problem !== undefined) isComplete = false;
      said.push(...describe(channel, block, asked, unitOf));
    }
  }
  return { said, isComplete };
}

/** The device itself, or every channel of a module under its number, as if at rest open. */
function channelsOf(profile: ModbusProfile): readonly (readonly [string[], ModbusProfile])[] {
  const { channels } = profile.modbus;
  if (channels === undefined) return [[[], profile]];
  return Array.from({ length: channels.count }, (_, index) => {
    const channel = index + 1;
    return [[`channel ${channel}`], atChannel(profile, { channel, normally: 'open' })] as const;
  });
}

function describe(
  profile: ModbusProfile,
  block: ReadBlock,
  { bytes, problem }: Asked,
  unitOf: UnitOf,
): string[] {
  const head = `${block.function} ${block.start}..${block.start + block.count - 1}`;
  if (bytes === undefined) return [`${head}  ${problem}`];
  const samples = createRegisterDecoder(profile, block).decode(bytes);
  const hex = Buffer.from(bytes)
    .toString('hex')
    .replace(/(....)(?=.)/g, '$1 ');
  return [`${head}  ${hex}`, ...samples.map((sample) => `  ${lineOf(sample, unitOf)}`)];
}

function lineOf({ signal, value, quality, reason }: Sample, unitOf: UnitOf): string {
  const shown = String(value ?? '–').padStart(12);
  const why = reason === undefined ? '' : ` (${reason})`;
  return `${signal.padEnd(22)} ${shown} ${unitOf(signal).padEnd(5)} ${quality}${why}`;
}
