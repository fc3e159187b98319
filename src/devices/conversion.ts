/**
 * From the raw value on the wire to a signal's value, or to the reason why it is none. Shared by
 * registers and payloads; knows nothing of bytes or JSON.
 */
import { z } from 'zod';
import type { Reason, Value } from '../core/signals/reading.ts';
import { found } from './problem.ts';

export type SignalType = 'bool' | 'number' | 'enum' | 'string';

const rangeSchema = z
  .tuple([z.number(), z.number()], {
    error: (issue) => `${found(issue.input)} is not a range; expected [lowest, highest]`,
  })
  .refine(([lowest, highest]) => lowest < highest, 'a range goes from the lower to the higher');

/** The keys of a point that say what its raw value means. */
export const conversionKeys = {
  scale: z
    .number()
    .refine((scale) => scale !== 0, 'a scale of 0 loses the value')
    .optional(),
  /** Added after the scale, in the signal's unit. */
  offset: z.number().optional(),
  /** After `scale` and `offset`. */
  unit: z.string().min(1).optional(),
  invert: z.boolean().optional(),
  /** Raw value → signal value. A raw value that is not listed is bad, never a guess. */
  enum: z.record(z.string(), z.union([z.boolean(), z.number(), z.string()])).optional(),
  /**
   * List in `devices/codes` that gives the code's meaning; the signal is the code as text, after
   * `scale`. A payload may bring several in a list: they are joined by commas.
   */
  codes: z.string().min(1).optional(),
  /** Of a bool: true where the code (one of a payload's list) is among these, after `scale`. */
  'any-of': z
    .array(z.union([z.number(), z.string()]))
    .min(1)
    .optional(),
  /** Raw values, as on the wire, by which the device says that it has no value. */
  invalid: z.array(z.number()).min(1).optional(),
  /** Of the scaled value; beyond it the reading is bad. */
  range: rangeSchema.optional(),
};

const conversionSchema = z.strictObject(conversionKeys);
export type ConversionKeys = z.infer<typeof conversionSchema>;
export type Conversion = ConversionKeys & { signalType: SignalType };

/** A raw value that is no reading. The constants below are all there are, so it costs nothing. */
export interface Flaw {
  readonly flaw: Reason;
}
export const NOT_A_NUMBER: Flaw = { flaw: 'not-a-number' };
export const SENTINEL: Flaw = { flaw: 'sentinel' };
const OUT_OF_RANGE: Flaw = { flaw: 'range' };

/** A list comes from payloads only, and only where `takesList` is so. */
export type Convert = (raw: Value | readonly Value[]) => Value | Flaw;

/** Codes may come several at once. */
export function takesList(conversion: ConversionKeys): boolean {
  return conversion.codes !== undefined || conversion['any-of'] !== undefined;
}

export function isFlaw(outcome: Value | Flaw): outcome is Flaw {
  return typeof outcome === 'object';
}

/** One closure per point, made once: the hot path looks nothing up by name. */
export function compileConversion(conversion: Conversion): Convert {
  const convert = compileMeaning(conversion);
  const { invalid } = conversion;
  return (raw) => {
    if (typeof raw === 'number') {
      if (!Number.isFinite(raw)) return NOT_A_NUMBER;
      if (invalid?.includes(raw)) return SENTINEL;
    }
    return convert(raw);
  };
}

function compileMeaning(conversion: Conversion): Convert {
  if (conversion.enum) return compileEnum(conversion.enum);
  if (takesList(conversion)) return compileCodes(conversion);
  switch (conversion.signalType) {
    case 'bool':
      return compileBool(conversion.invert ?? false);
    case 'number':
      return compileNumber(conversion);
    case 'enum':
    case 'string':
      return (raw) => String(raw);
    default:
      return conversion.signalType satisfies never;
  }
}

function compileEnum(entries: Readonly<Record<string, Value>>): Convert {
  const values = new Map(Object.entries(entries));
  return (raw) => values.get(String(raw)) ?? OUT_OF_RANGE;
}

/** Order and doubles on the wire mean nothing: the same codes are the same text. */
function compileCodes({ scale, 'any-of': wanted, invert }: Conversion): Convert {
  const scaled = scale === undefined ? undefined : compileScale(scale);
  const codeOf = (raw: Value) => String(scaled && typeof raw === 'number' ? scaled(raw) : raw);
  const codesOf = (raw: Value | readonly Value[]) =>
    (Array.isArray(raw) ? (raw as readonly Value[]) : [raw as Value]).map(codeOf);
  if (wanted === undefined) return (raw) => [...new Set(codesOf(raw))].sort(inOrder).join(',');
  const among = new Set(wanted.map(String));
  return (raw) => codesOf(raw).some((code) => among.has(code)) !== (invert ?? false);
}

const inOrder = new Intl.Collator('en', { numeric: true }).compare;

/** JSON brings true and "true" for what a register calls 1; other words need an `enum`. */
function compileBool(invert: boolean): Convert {
  return (raw) => {
    const word = typeof raw === 'string' ? raw.trim().toLowerCase() : raw;
    if (word === true || word === 1 || word === 'true' || word === '1') return !invert;
    if (word === false || word === 0 || word === 'false' || word === '0') return invert;
    return OUT_OF_RANGE;
  };
}

const PLAIN_NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function compileNumber(conversion: Conversion): Convert {
  const scaled = compileScale(conversion.scale ?? 1);
  const offset = conversion.offset ?? 0;
  const [lowest, highest] = conversion.range ?? [-Infinity, Infinity];
  return (raw) => {
    const number = typeof raw === 'string' ? plainNumber(raw) : raw;
    if (typeof number !== 'number' || !Number.isFinite(number)) return NOT_A_NUMBER;
    if (conversion.invalid?.includes(number)) return SENTINEL;
    const value = scaled(number) + offset;
    return value >= lowest && value <= highest ? value : OUT_OF_RANGE;
  };
}

function plainNumber(text: string): number {
  const trimmed = text.trim();
  return PLAIN_NUMBER.test(trimmed) ? Number(trimmed) : Number.NaN;
}

/** Divides where it can: 2301 × 0.1 is 230.10000000000002, 2301 / 10 is 230.1. */
function compileScale(scale: number): (raw: number) => number {
  const divisor = Math.round(1 / scale);
  if (Math.abs(scale) < 1 && Math.abs(1 / scale - divisor) < 1e-9) return (raw) => raw / divisor;
  return (raw) => raw * scale;
}
