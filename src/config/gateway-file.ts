/** `config/gateway.yaml`: each part is the schema of the adapter that it is for. */
import { z } from 'zod';
import { serverSchema } from '../api/settings.ts';
import { brokerSchema } from '../broker/settings.ts';
import { historySchema } from '../history/settings.ts';

export const gatewayFileSchema = z.strictObject({
  server: serverSchema.prefault({}),
  /** Absent: no embedded broker. */
  broker: brokerSchema.optional(),
  history: historySchema.prefault({}),
  /** DEMO on every message; simulators run; real channels stay shut. */
  simulated: z.boolean().default(false),
  /** What makes the simulated building's days differ. */
  seed: z.int().min(0).default(1),
});

export type GatewayFile = z.infer<typeof gatewayFileSchema>;
