/** The `modbus` half of the profile format: how a device is read, and where each point lies. */
import { z } from 'zod';
import { durationSchema } from '../core/time.ts';
import { type Conversion, conversionKeys } from './conversion.ts';
import { found } from './problem.ts';
import {
  addressSchema,
  REGISTER_FUNCTIONS,
  type RegisterFunction,
  registerNumberSchema,
} from './register-number.ts';
import { BYTE_ORDERS, type Layout, REGISTER_TYPES } from './value-type.ts';

/** Most that one answer carries (MODBUS Application Protocol V1.1b3 §6.1–6.4). */
export const MOST_REGISTERS = 125;
export const MOST_BITS = 2000;

export const positiveDuration = durationSchema.refine((ms) => ms > 0, 'must be longer than 0');

const notABit = (issue: { input?: unknown }) =>
  `${found(issue.input)} is not a bit; expected 0 (least significant) to 15`;
export const bitSchema = z
  .int({ error: notABit })
  .min(0, { error: notABit })
  .max(15, { error: notABit });

/** `bits: [8, 11]`, both included. */
export const bitsSchema = z
  .tuple([bitSchema, bitSchema])
  .refine(([low, high]) => low < high, 'a field goes from the lower bit to the higher');

const placeKeys = {
  /** Address on the wire. */
  at: addressSchema.optional(),
  /** In place of `at`: the manual's own number, counted from one. */
  number: registerNumberSchema.optional(),
  function: z.enum(REGISTER_FUNCTIONS).optional(),
  type: z.enum(REGISTER_TYPES, {
    error: (issue) =>
      `${found(issue.input)} is not a register type; expected ${REGISTER_TYPES.join(', ')}`,
  }),
  order: z.enum(BYTE_ORDERS).optional(),
  bit: bitSchema.optional(),
  bits: bitsSchema.optional(),
  /** Of a `bits` field: two's complement. */
  signed: z.boolean().optional(),
  /** Registers of a `string` or `bcd`. */
  length: z.int().min(1).max(MOST_REGISTERS).optional(),
};

export const registerPointSchema = z.strictObject({
  ...placeKeys,
  ...conversionKeys,
  /** A read that touches this value must hold all of it. */
  aligned: z.boolean().optional(),
  every: positiveDuration.optional(),
  /** A change of up to this much, in the signal's unit, since the last sample makes none. */
  deadband: z.number().positive().optional(),
});

const probeSchema = z.strictObject({
  ...placeKeys,
  scale: conversionKeys.scale,
  /** What a device of this type answers when its wiring is right; else the profile is wrong. */
  between: z.tuple([z.number(), z.number()]),
});

export const modbusSectionSchema = z.strictObject({
  function: z.enum(REGISTER_FUNCTIONS),
  order: z.enum(BYTE_ORDERS).default('ABCD'),
  /** Largest read the device accepts, in registers (in bits for coils and discrete inputs). */
  'max-registers': z.int().min(1).max(MOST_BITS).optional(),
  /** Unread registers that one read may span; 0: not one, they may be forbidden. */
  gap: z.int().min(0).max(MOST_BITS).default(0),
  aligned: z.boolean().default(false),
  /**
   * Of an I/O module: the points are those of channel 1, and every further channel lies `apart`
   * registers (or bits) after the one before. A device is one channel.
   */
  channels: z
    .strictObject({ count: z.int().min(2).max(256), apart: z.int().min(1).max(256) })
    .optional(),
  /** Asked by the probe and at commissioning only: a dead line has no 50 Hz. */
  probe: probeSchema.optional(),
});

export type RawRegisterPoint = z.infer<typeof registerPointSchema>;
export type RawModbusSection = z.infer<typeof modbusSectionSchema>;
export type RawPlace = z.infer<typeof probeSchema> | RawRegisterPoint;

/** Where a value lies on the wire. `registers` counts bits where the function reads bits. */
export interface RegisterPlace {
  function: RegisterFunction;
  at: number;
  registers: number;
  layout: Layout;
}

/** A point ready to be planned and decoded: every default filled in. */
export interface RegisterPoint extends RegisterPlace {
  conversion: Conversion;
  aligned: boolean;
  everyMs?: number;
  deadband?: number;
}

/** How one device is read. */
export interface ModbusReading {
  gap: number;
  maxRegisters: number;
  maxBits: number;
  /** Of an I/O module: a device is one of its channels (`channel.ts`). */
  channels?: { count: number; apart: number };
  probe?: RegisterPlace & { scale: number; between: readonly [number, number] };
}

export function readsBits(fn: RegisterFunction): boolean {
  return fn === 'coil' || fn === 'discrete';
}
