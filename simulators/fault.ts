/**
 * Faults as data, the same in a scenario and in `POST /simulation/faults`: of the
 * world, which physics then carries on, and of the wire between a device and the gateway.
 */
import { z } from 'zod';
import { assetId } from '../src/core/site/site.ts';
import { answerFaultSchema, payloadFaultSchema } from './faces/wire-fault.ts';

const FORMS = [
  '{ lift, stops: between-floors }',
  '{ lift, doors: stuck-closed }',
  '{ lift, inspection: true }',
  '{ mains: fails }',
  '{ breaker, trips: true }',
  '{ pipe: bursts, area }',
  `{ device, answers: ${answerFaultSchema.options.join(' | ')} }`,
  `{ device, payload: ${payloadFaultSchema.options.join(' | ')} }`,
];

/** At the next moment outside a door zone of a ride; an idle lift is called at once. */
const stopSchema = z.strictObject({ lift: assetId, stops: z.literal('between-floors') });
/** The doors do not open at the end of a ride; an idle lift is called at once. */
const doorsSchema = z.strictObject({ lift: assetId, doors: z.literal('stuck-closed') });
/** Once the car is empty a technician takes it between two floors. */
const inspectionSchema = z.strictObject({ lift: assetId, inspection: z.literal(true) });
/** Outside: the utility's supply is gone on all phases. */
const mainsSchema = z.strictObject({ mains: z.literal('fails') });
/** On a fault, main or feeder: OF open, SD and SDE set. */
const tripSchema = z.strictObject({ breaker: assetId, trips: z.literal(true) });
const pipeSchema = z.strictObject({ pipe: z.literal('bursts'), area: assetId });

/** `{ lift }` faults of one lift end together with the technician's reset. */
const worldFaultSchema = z.union([
  stopSchema,
  doorsSchema,
  inspectionSchema,
  mainsSchema,
  tripSchema,
  pipeSchema,
]);

/** Modbus devices, and `never` for MQTT devices too. */
const answerSchema = z.strictObject({ device: z.string().min(1), answers: answerFaultSchema });
const payloadSchema = z.strictObject({ device: z.string().min(1), payload: payloadFaultSchema });
const wireFaultSchema = z.union([answerSchema, payloadSchema]);

export const faultSchema = z.union([...worldFaultSchema.options, ...wireFaultSchema.options], {
  error: `expected a fault: ${FORMS.join(', ')}`,
});

export type WorldFault = z.infer<typeof worldFaultSchema>;
export type WireFault = z.infer<typeof wireFaultSchema>;
export type Fault = z.infer<typeof faultSchema>;

export function isWireFault(fault: Fault): fault is WireFault {
  return 'device' in fault;
}
