/** The program itself: its health, its configuration, its simulators, and stored readings. */
import { z } from 'zod';
import { parseDuration } from '../../core/time.ts';
import type { ConfigInfo, HealthInfo, ReadingRow, SimulationInfo } from '../contract.ts';
import { id, moment, quality, text, time, value } from './basics.ts';
import { configMistake } from './problem.ts';

const channelHealth = z.object({
  ok: z.boolean(),
  pending: z.number(),
  dead: z.number(),
  reason: z.string().exactOptional(),
});

export const healthInfo = z.object({
  status: z.enum(['ok', 'failing']),
  version: z.string(),
  startedAt: moment,
  reasons: z.array(z.string()),
  journal: z.object({
    ok: z.boolean(),
    lastSeq: z.number(),
    reason: z.string().exactOptional(),
  }),
  history: z.object({
    ok: z.boolean(),
    backlog: z.number(),
    influx: z.enum(['off', 'up', 'down']),
    reason: z.string().exactOptional(),
  }),
  devices: z.object({ up: z.number(), down: z.number() }),
  channels: z.record(z.string(), channelHealth),
}) satisfies z.ZodType<HealthInfo>;

export const configInfo = z.object({
  hash: z.string(),
  loadedAt: moment,
  files: z.array(z.object({ file: z.string(), hash: z.string() })),
  problems: z.array(configMistake),
}) satisfies z.ZodType<ConfigInfo>;

const fault = z.record(z.string(), z.unknown());
const action = z.record(z.string(), z.unknown());

export const simulationInfo = z.object({
  running: z.boolean(),
  at: moment,
  faults: z.array(z.object({ id: z.string(), fault, since: moment })),
  offers: z.array(z.object({ fault, title: text, asset: z.string().exactOptional() })),
  actions: z.array(z.object({ action, title: text, asset: z.string().exactOptional() })),
}) satisfies z.ZodType<SimulationInfo>;

export const faultRequest = z.strictObject({ fault });
export const actionRequest = z.strictObject({ action });
export const faultAnswer = z.object({ id: z.string() });

export const readingRows = z.array(
  z.object({
    at: moment,
    min: z.number().nullable(),
    mean: z.number().nullable(),
    max: z.number().nullable(),
    last: value.nullable(),
    quality,
    shares: z.record(z.string(), z.number()).exactOptional(),
  }) satisfies z.ZodType<ReadingRow>,
);

/** ms, or a duration such as `1m`. */
const step = z
  .string()
  .transform((given) => (/^\d+$/.test(given) ? Number(given) : parseDuration(given)))
  .refine((ms) => ms !== undefined && ms >= 1_000, 'expected a step of at least 1s')
  .transform((ms) => ms!);

/** Without `to`: until now; without `from`: an hour; without `step`: about 300 rows. */
export const readingsQuery = z.strictObject({
  asset: id,
  signal: id,
  from: time.exactOptional(),
  to: time.exactOptional(),
  step: step.exactOptional(),
});
