/** What can go wrong between a device and the gateway, whatever the device measures. */
import { z } from 'zod';

/**
 * Modbus. `late`: after the client's timeout; `short`: fewer bytes than asked for; `exception`:
 * server device failure (code 4); the last two only exist with an MBAP header, on TCP.
 */
export const answerFaultSchema = z.enum([
  'never',
  'late',
  'short',
  'exception',
  'wrong-unit',
  'wrong-transaction',
]);
export type AnswerFault = z.infer<typeof answerFaultSchema>;

/** MQTT: no JSON; JSON whose values have the wrong type; far more than a sensor ever sends. */
export const payloadFaultSchema = z.enum(['garbage', 'wrong-type', 'oversized']);
export type PayloadFault = z.infer<typeof payloadFaultSchema>;
