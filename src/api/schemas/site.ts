/** The building, its assets and their live signals. */
import { z } from 'zod';
import type {
  AssetInfo,
  DeviceInfo,
  KindInfo,
  SignalReading,
  SiteDescription,
  SiteInfo,
} from '../contract.ts';
import { id, language, moment, quality, text, value } from './basics.ts';
import { isolation } from './incident.ts';

export const siteInfo = z.object({
  id: z.string(),
  name: text,
  timezone: z.string(),
  language,
  simulated: z.boolean(),
  version: z.string(),
  needsSetup: z.boolean(),
}) satisfies z.ZodType<SiteInfo>;

const kindInfo = z.object({
  title: text,
  signals: z.record(
    z.string(),
    z.object({
      title: text,
      type: z.enum(['bool', 'number', 'enum', 'string']),
      unit: z.string().exactOptional(),
      values: z.record(z.string(), text).exactOptional(),
    }),
  ),
}) satisfies z.ZodType<KindInfo>;

export const siteDescription = siteInfo.extend({
  areas: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      name: text,
      in: z.string().exactOptional(),
      floor: z.number().exactOptional(),
      protect: z.number().exactOptional(),
    }),
  ),
  kinds: z.record(z.string(), kindInfo),
  spreads: z.array(z.tuple([z.string(), z.string()])),
  playbooks: z.array(
    z.object({
      id: z.string(),
      title: text,
      hazard: z.string(),
      about: z.enum(['emergency', 'planned', 'check']),
      plan: z.string(),
    }),
  ),
  roles: z.record(z.string(), text),
}) satisfies z.ZodType<SiteDescription>;

export const signalReading = z.object({
  asset: z.string(),
  signal: z.string(),
  value: value.nullable(),
  meaning: text.exactOptional(),
  unit: z.string().exactOptional(),
  quality,
  reason: z.string().exactOptional(),
  at: moment,
  deviceAt: moment.exactOptional(),
  device: z.string(),
}) satisfies z.ZodType<SignalReading>;
export const signalReadings = z.array(signalReading);

export const assetInfo = z.object({
  feeds: z.array(z.string()),
  isolates: z.array(isolation),
  id: z.string(),
  kind: z.string(),
  area: z.string(),
  name: text,
  serves: z.array(z.number()).exactOptional(),
  fedBy: z.string().exactOptional(),
  attributes: z.record(z.string(), value),
  camera: z.string().exactOptional(),
  intercom: z.string().exactOptional(),
  signals: signalReadings,
}) satisfies z.ZodType<AssetInfo>;
export const assetInfos = z.array(assetInfo);

export const deviceInfo = z.object({
  id: z.string(),
  profile: z.string(),
  title: text,
  connection: z.string(),
  asset: z.string(),
  up: z.boolean(),
  reason: z.string().exactOptional(),
  cause: z.string().exactOptional(),
  lastHeardAt: moment.exactOptional(),
  roundTripMs: z.number().exactOptional(),
  intervalMs: z.number().exactOptional(),
  errors: z.record(z.string(), z.number()),
}) satisfies z.ZodType<DeviceInfo>;
export const deviceInfos = z.array(deviceInfo);

export const signalsQuery = z.strictObject({
  asset: id.exactOptional(),
  kind: id.exactOptional(),
});
