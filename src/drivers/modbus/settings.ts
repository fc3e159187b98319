/**
 * What a Modbus connection in `config/devices.yaml` may say. Only `tcp` is spoken so far; a serial
 * framing is another member here and another `Line` beside `tcp-line.ts`.
 */
import { z } from 'zod';
import { durationSchema } from '../../core/time.ts';

/** How often points are read that name no interval, on a device that names none either. */
export const DEFAULT_EVERY_MS = 1_000;
/** Below 50 ms no network answers reliably; past 30 s a lost device would hold its slot long. */
const TIMEOUT_MS = { min: 50, max: 30_000 };
/** The Modbus TCP guide gives a device up to 16 transactions; few take more than a handful. */
const MAX_IN_FLIGHT = 16;

export const modbusConnectionSchema = z
  .strictObject({
    modbus: z.literal('tcp'),
    host: z.string().min(1).meta({ description: 'name or address of the device or gateway' }),
    port: z.int().min(1).max(65_535).default(502),
    timeout: durationSchema
      .refine((ms) => ms >= TIMEOUT_MS.min && ms <= TIMEOUT_MS.max, 'expected 50ms to 30s')
      .prefault('1s')
      .meta({ description: 'how long to wait for an answer' }),
    'in-flight': z
      .int()
      .min(1)
      .max(MAX_IN_FLIGHT)
      .default(4)
      .meta({ description: 'questions open at once; 1 for a gateway that takes one at a time' }),
  })
  .transform(({ modbus, host, port, timeout, 'in-flight': maxInFlight }) => ({
    framing: modbus,
    host,
    port,
    timeoutMs: timeout,
    maxInFlight,
  }));

export type ModbusConnection = z.infer<typeof modbusConnectionSchema>;
