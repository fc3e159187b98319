/**
 * Faults as data, the same in a scenario and in `POST /simulation/faults`: of the
 * world, which physics then carries on, and of the wire between a device and the gateway.
 */
import { z } from 'zod';
import { assetId } from '../src/core/site/site.ts';
import { answerFaultSchema, payloadFaultSchema } from './faces/wire-fault.ts';
import { CONTROLLER_MODES } from './models/lift.ts';

const FORMS = [
  '{ lift, stops: between-floors }',
  '{ lift, doors: stuck-closed }',
  '{ lift, overspeeds: true }',
  '{ lift, runs-past: top | bottom }',
  '{ lift, button: sticks }',
  `{ lift, mode: ${CONTROLLER_MODES.join(' | ')} }`,
  '{ lift, inspection: true }',
  '{ mains: fails | loses-phase | loses-neutral }',
  '{ incomer, fails: true }',
  '{ tie, transfers: never }',
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
  '{ contact, acts: true }',
  '{ generator, starts: never }',
  '{ generator, fuel: low }',
  '{ transferSwitch, transfers: never }',
  '{ tank, inlet: stuck-open | stuck-shut }',
  '{ pump, riser: bursts | leaks }',
  '{ pump, runs: never }',
  '{ room, freezes: true }',
  `{ device, answers: ${answerFaultSchema.options.join(' | ')} }`,
  `{ device, payload: ${payloadFaultSchema.options.join(' | ')} }`,
];

/** At the next moment outside a door zone of a ride; an idle lift is called at once. */
const stopSchema = z.strictObject({ lift: assetId, stops: z.literal('between-floors') });
/** The doors do not open at the end of a ride; an idle lift is called at once. */
const doorsSchema = z.strictObject({ lift: assetId, doors: z.literal('stuck-closed') });
/** On its next ride it gathers too much speed, and the governor stops it. */
const speedSchema = z.strictObject({ lift: assetId, overspeeds: z.literal(true) });
/** Its next ride ends beyond the last landing. */
const overTravelSchema = z.strictObject({
  lift: assetId,
  'runs-past': z.enum(['top', 'bottom']),
});
/** The alarm button in the car stays in. */
const buttonSchema = z.strictObject({ lift: assetId, button: z.literal('sticks') });
/** The controller says that it has left normal operation, whatever the car does. */
const modeSchema = z.strictObject({ lift: assetId, mode: z.enum(CONTROLLER_MODES) });
/** Once the car is empty a technician takes it between two floors. */
const inspectionSchema = z.strictObject({ lift: assetId, inspection: z.literal(true) });
/** Outside: the supply is gone on all phases or on L2, or its neutral is broken. */
const mainsSchema = z.strictObject({ mains: z.enum(['fails', 'loses-phase', 'loses-neutral']) });
/** One line of several is dead. */
const incomerSchema = z.strictObject({ incomer: assetId, fails: z.literal(true) });
/** Its automatics do nothing. */
const tieSchema = z.strictObject({ tie: assetId, transfers: z.literal('never') });
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

/** A contact of somebody else's panel acts: a fire alarm, a fault of the access control. */
const contactSchema = z.strictObject({ contact: assetId, acts: z.literal(true) });
/** It cranks three times and gives up. */
const startsSchema = z.strictObject({ generator: assetId, starts: z.literal('never') });
/** The tank was emptied; 18 % are left. */
const fuelSchema = z.strictObject({ generator: assetId, fuel: z.literal('low') });
/** It hangs where it is. */
const transferSchema = z.strictObject({ transferSwitch: assetId, transfers: z.literal('never') });
/** The float valve. */
const inletSchema = z.strictObject({
  tank: assetId,
  inlet: z.enum(['stuck-open', 'stuck-shut']),
});
/** Of a booster set: more water goes than it can give, or 3 m³/h that nobody needs. */
const riserSchema = z.strictObject({ pump: assetId, riser: z.enum(['bursts', 'leaks']) });
/** Its drive has tripped. */
const pumpStopSchema = z.strictObject({ pump: assetId, runs: z.literal('never') });
/** A window is left open in a frosty night. */
const frostSchema = z.strictObject({ room: assetId, freezes: z.literal(true) });

/** `{ lift }` faults of one lift end together with the technician's reset. */
const worldFaultSchema = z.union([
  stopSchema,
  doorsSchema,
  speedSchema,
  overTravelSchema,
  buttonSchema,
  modeSchema,
  inspectionSchema,
  mainsSchema,
  incomerSchema,
  tieSchema,
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
  contactSchema,
  startsSchema,
  fuelSchema,
  transferSchema,
  inletSchema,
  riserSchema,
  pumpStopSchema,
  frostSchema,
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
