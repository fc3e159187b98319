/** `config/devices.yaml`: connections, and the devices on them, bound to their profiles. */
import { z } from 'zod';
import { assetId, type Site } from '../core/site/site.ts';
import { durationSchema } from '../core/time.ts';
import { atChannel, type Channel } from '../devices/channel.ts';
import { codeListsOf, meaningOfCodes } from '../devices/codes.ts';
import type { Connection, Device } from '../devices/device.ts';
import type { Profile } from '../devices/profile.ts';
import { placeholderFault, placeholdersOf } from '../devices/topic.ts';
import { modbusConnectionSchema } from '../drivers/modbus/settings.ts';
import { mqttConnectionSchema } from '../drivers/mqtt/settings.ts';
import type { Catalogue } from './profiles.ts';
import type { ReadFile } from './reader.ts';

/** The protocol is the key that is there. */
const connectionSchema = z.union([
  modbusConnectionSchema.transform((settings) => ({ protocol: 'modbus' as const, settings })),
  mqttConnectionSchema.transform((settings) => ({ protocol: 'mqtt' as const, settings })),
]);

/** Further keys stand for the placeholders of the profile's topics (`<name>`). */
const deviceSchema = z
  .object({
    id: assetId,
    profile: z.string(),
    on: z.string(),
    asset: assetId,
    unit: z.int().min(0).max(255).optional(),
    /** Of an I/O module, counted from one. */
    channel: z.int().min(1).optional(),
    /** How the contact of a channel rests; open where not stated. */
    normally: z.enum(['open', 'closed']).optional(),
    every: durationSchema.optional(),
  })
  .catchall(z.string({ error: 'expected text: quote it' }));

export const devicesFileSchema = z.strictObject({
  connections: z.record(
    z.string().regex(/^[a-z][a-z0-9-]*$/, 'expected kebab-case'),
    connectionSchema,
  ),
  devices: z.array(deviceSchema),
});

export type DevicesFile = z.infer<typeof devicesFileSchema>;
type Entry = DevicesFile['devices'][number];

const KNOWN_KEYS = new Set(Object.keys(deviceSchema.shape));

export function bindDevices(
  file: ReadFile<DevicesFile>,
  catalogue: Catalogue,
  site: Site,
): { connections: Connection[]; devices: Device[] } {
  const connections = Object.entries(file.data.connections).map(([id, connection]) => ({
    id,
    ...connection,
  }));
  const seen = new Set<string>();
  const devices = file.data.devices.flatMap((entry, index) => {
    if (seen.has(entry.id)) file.complain(['devices', index, 'id'], `"${entry.id}" is there twice`);
    seen.add(entry.id);
    const complain = (key: string, message: string): void =>
      file.complain(['devices', index, key], message);
    return bindDevice(entry, { ...catalogue, connections, site, complain });
  });
  return { connections, devices };
}

interface Surroundings extends Catalogue {
  connections: readonly Connection[];
  site: Site;
  complain(key: string, message: string): void;
}

function bindDevice(entry: Entry, around: Surroundings): Device[] {
  const { complain } = around;
  const profile = around.profiles.get(entry.profile);
  const connection = around.connections.find(({ id }) => id === entry.on);
  const asset = around.site.assets.find(({ id }) => id === entry.asset);
  if (profile === undefined && !around.wrongProfiles.has(entry.profile)) {
    complain('profile', `there is no profile "${entry.profile}"`);
  }
  if (connection === undefined) complain('on', `there is no connection "${entry.on}"`);
  if (asset === undefined) complain('asset', `there is no asset "${entry.asset}"`);
  if (profile === undefined || connection === undefined || asset === undefined) return [];
  const isKnownKind = around.kinds[asset.kind] !== undefined;
  if (isKnownKind && asset.kind !== profile.kind) {
    complain('asset', `${asset.id} is a ${asset.kind}; ${entry.profile} is for a ${profile.kind}`);
  }
  if (connection.protocol !== profile.protocol) {
    complain('on', `${entry.profile} speaks ${profile.protocol}; ${connection.id} does not`);
    return [];
  }
  if (profile.protocol === 'modbus' && entry.unit === undefined) {
    complain('unit', 'a Modbus device needs its unit id');
  }
  const { id, unit, every, on } = entry;
  const channel = channelOf(entry, profile, complain);
  return [
    {
      id,
      profile: channel && profile.protocol === 'modbus' ? atChannel(profile, channel) : profile,
      on,
      asset: asset.id,
      placeholders: placeholders(entry, profile, complain),
      meaningOf: explainer(profile, around.codeLists),
      ...(unit === undefined ? {} : { unit }),
      ...(channel === undefined ? {} : { channel }),
      ...(every === undefined ? {} : { everyMs: every }),
    },
  ];
}

function explainer(profile: Profile, lists: Catalogue['codeLists']): Device['meaningOf'] {
  const listOf = codeListsOf(profile);
  return (signal, codes) => {
    const list = lists.get(listOf.get(signal) ?? '');
    return list && meaningOfCodes(list, codes);
  };
}

/** Undefined for a device that is no channel, and where the entry does not say which. */
function channelOf(
  { channel, normally, profile: id }: Entry,
  profile: Profile,
  complain: Surroundings['complain'],
): Channel | undefined {
  const channels = profile.protocol === 'modbus' ? profile.modbus.channels : undefined;
  if (channels === undefined) {
    for (const [key, value] of Object.entries({ channel, normally })) {
      if (value !== undefined) complain(key, `${id} is no I/O module and has no channels`);
    }
    return undefined;
  }
  if (channel === undefined) {
    complain('profile', `${id} is an I/O module: name the channel, 1 to ${channels.count}`);
    return undefined;
  }
  if (channel > channels.count) {
    complain('channel', `there is no channel ${channel}; expected 1 to ${channels.count}`);
    return undefined;
  }
  return { channel, normally: normally ?? 'open' };
}

function placeholders(
  entry: Entry,
  profile: Profile,
  complain: Surroundings['complain'],
): Record<string, string> {
  const wanted = profile.protocol === 'mqtt' ? placeholdersOf(profile) : [];
  const given = Object.entries(entry).filter(([key]) => !KNOWN_KEYS.has(key)) as [string, string][];
  for (const [key, value] of given) {
    const fault = wanted.includes(key)
      ? placeholderFault(value)
      : 'is not a key that is known here';
    if (fault !== undefined) complain(key, `"${key}" ${fault}`);
  }
  for (const key of wanted) {
    if (entry[key] === undefined)
      complain('profile', `${entry.profile} needs ${key}: its topics hold <${key}>`);
  }
  return Object.fromEntries(given);
}
