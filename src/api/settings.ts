/** `server:` of `config/gateway.yaml`: where the console and the API are served. */
import { z } from 'zod';

export const serverSchema = z.strictObject({
  host: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .meta({ description: 'address to listen on; 0.0.0.0: every network of this machine' }),
  port: z
    .int()
    .min(0)
    .max(65_535)
    .default(8080)
    .meta({ description: '0: any free port, printed at the start' }),
});
