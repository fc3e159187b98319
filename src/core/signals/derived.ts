/**
 * Derived signals as data (`decisions.md` 16): closed verbs over another signal of the same asset.
 * They become signals of the kind, so rules read them like any other.
 */
import { z } from 'zod';
import { durationSchema } from '../time.ts';

const target = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9]*(\.[a-z][a-zA-Z0-9]*)+$/, 'expected kind.signal, such as lift.present');

/** True once its source was true; released when `until` has been true for `for`. */
const latchedSchema = z.strictObject({
  signal: target,
  each: z.string(),
  latched: target,
  until: z.string(),
  for: durationSchema.default(0),
});

/** Change per `per` over the last `over`, from the oldest and the newest reading in it. */
const rateSchema = z.strictObject({
  signal: target,
  each: z.string(),
  rate: target,
  per: durationSchema,
  over: durationSchema,
});

/** How often a bool became true, or by how much a counter grew, within the last `over`. */
const countSchema = z.strictObject({
  signal: target,
  each: z.string(),
  count: target,
  over: durationSchema,
});

export const derivedSchema = z.union([latchedSchema, rateSchema, countSchema], {
  error: 'expected one of latched (with until), rate (with per and over) or count (with over)',
});

export type Derived = z.infer<typeof derivedSchema>;
export type Latched = z.infer<typeof latchedSchema>;
export type Windowed = Exclude<Derived, Latched>;

/** The signal that it is made from, without the kind: `lift.occupied` → `occupied`. */
export function sourceSignal(derived: Derived): string {
  if ('latched' in derived) return withoutKind(derived.latched);
  return withoutKind('rate' in derived ? derived.rate : derived.count);
}

/** `lift.present` → `present`. */
export function withoutKind(target: string): string {
  return target.slice(target.indexOf('.') + 1);
}
