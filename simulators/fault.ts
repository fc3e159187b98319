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
  '{ leak, cable: breaks }',
  '{ leak, rope: gets-dirty }',
  '{ leak, leaks: second }',
  '{ leak, drips: true }',
  '{ leak, battery: low }',
  '{ sump, pumps: do-not-start | blocked | in-manual | leak-back }',
  '{ sump, float: high-stuck | high-high-stuck }',
  '{ sump, inflow: rain | storm }',
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

/** Protection is lost, which is no leak. */
const cableSchema = z.strictObject({ leak: assetId, cable: z.literal('breaks') });
/** The leakage current of a dry rope creeps up. */
const dirtSchema = z.strictObject({ leak: assetId, rope: z.literal('gets-dirty') });
/** A rope that is wet gets wet in another place too, which moves the distance. */
const secondLeakSchema = z.strictObject({ leak: assetId, leaks: z.literal('second') });
/** A pump's gland drips: 8 s of every minute. */
const dripSchema = z.strictObject({ leak: assetId, drips: z.literal(true) });
const batterySchema = z.strictObject({ leak: assetId, battery: z.literal('low') });
/** Both pumps of the pit. `leak-back`: the check valve does not close. */
const pumpsSchema = z.strictObject({
  sump: assetId,
  pumps: z.enum(['do-not-start', 'blocked', 'in-manual', 'leak-back']),
});
/** The float hangs up. */
const floatSchema = z.strictObject({
  sump: assetId,
  float: z.enum(['high-stuck', 'high-high-stuck']),
});
/** Rain that one pump keeps up with, a storm that takes both. */
const inflowSchema = z.strictObject({ sump: assetId, inflow: z.enum(['rain', 'storm']) });

/** `{ lift }` faults of one lift end together with the technician's reset. */
const worldFaultSchema = z.union([
  stopSchema,
  doorsSchema,
  inspectionSchema,
  mainsSchema,
  tripSchema,
  pipeSchema,
  cableSchema,
  dirtSchema,
  secondLeakSchema,
  dripSchema,
  batterySchema,
  pumpsSchema,
  floatSchema,
  inflowSchema,
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
