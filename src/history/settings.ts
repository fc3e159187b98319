/**
 * `history:` of `config/gateway.yaml`: how long readings are kept here, and which InfluxDB also
 * gets them. `database` speaks to InfluxDB 1.x; `bucket` to `/api/v2/write` (InfluxDB 2.x and 3.x,
 * VictoriaMetrics). Secrets are files beside the configuration, never values in it.
 */
import { z } from 'zod';
import { durationSchema } from '../core/time.ts';

const YEAR_MS = 365 * 86_400_000;

const V1_KEYS = ['database', 'username', 'password-file'] as const;
const V2_KEYS = ['org', 'token-file'] as const;

export const influxSchema = z
  .strictObject({
    url: z.url({ protocol: /^https?$/, error: 'expected http://host:8086' }),
    /** 1.x; created when it is missing. */
    database: z.string().min(1).optional(),
    username: z.string().min(1).optional(),
    'password-file': z.string().min(1).optional(),
    /** 2.x: must exist. */
    bucket: z.string().min(1).optional(),
    org: z.string().min(1).optional(),
    'token-file': z.string().min(1).optional(),
  })
  .superRefine((influx, context) => {
    const isV2 = influx.bucket !== undefined;
    for (const key of isV2 ? V1_KEYS : V2_KEYS) {
      if (influx[key] === undefined) continue;
      const message = isV2
        ? 'belongs to InfluxDB 1.x; with bucket (2.x) leave it out'
        : 'belongs to InfluxDB 2.x; it needs bucket';
      context.addIssue({ code: 'custom', path: [key], message });
    }
    if ((influx.username === undefined) !== (influx['password-file'] === undefined)) {
      const message = 'username and password-file belong together';
      context.addIssue({ code: 'custom', path: ['username'], message });
    }
    if (!isV2 && influx.database === undefined) {
      const message = 'expected database (InfluxDB 1.x) or bucket (2.x)';
      context.addIssue({ code: 'custom', path: ['database'], message });
    }
  });

const keepSchema = z
  .strictObject({
    raw: durationSchema.default(30 * 86_400_000),
    minute: durationSchema.default(YEAR_MS),
    hour: durationSchema.default(10 * YEAR_MS),
  })
  .refine((keep) => keep.raw <= keep.minute && keep.minute <= keep.hour, {
    message: 'coarser readings are kept longer: raw <= minute <= hour, as in 30d, 1y, 10y',
  });

export const historySchema = z.strictObject({
  influx: influxSchema.optional(),
  keep: keepSchema.prefault({}),
});

export type InfluxSettings = z.infer<typeof influxSchema>;
export type HistorySettings = z.infer<typeof historySchema>;
