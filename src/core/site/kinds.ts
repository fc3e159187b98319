/**
 * Asset kinds: what a lift, a meter or a leak zone has to say. One data file
 * (`devices/kinds.yaml`) fixes each kind's signals and attributes; rules are type-checked against
 * it, profiles may name no other signal (but `x.<name>`), and InfluxDB field types follow from it.
 */
import { z } from 'zod';
import { textSchema } from '../text.ts';

const camel = /^[a-z][a-zA-Z0-9]*$/;
export const signalName = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9]*(\.[a-z][a-zA-Z0-9]*)*$/, 'expected camelCase parts joined by dots');

/** Words for an enum's values, shown to people; the value itself is what rules and stores see. */
const valuesSchema = z.record(z.string().regex(camel), textSchema);

const signalSchema = z
  .strictObject({
    type: z.enum(['bool', 'number', 'enum', 'string']),
    title: textSchema,
    unit: z.string().optional(),
    values: valuesSchema.optional(),
    /** A life depends on it: two good, different sources are a contradiction. */
    life: z.boolean().default(false),
    /** Only ever grows, but for a wrap or a reset. */
    counter: z.boolean().default(false),
  })
  .refine((signal) => (signal.type === 'enum') === (signal.values !== undefined), {
    message: 'values belong to type enum, and an enum needs them',
  });

/** A fact about the asset that the site file states and that never changes while running. */
const attributeSchema = z
  .strictObject({
    type: z.enum(['bool', 'number', 'enum', 'string']),
    values: z.array(z.string().regex(camel)).optional(),
    default: z.union([z.boolean(), z.number(), z.string()]).optional(),
  })
  .refine((attribute) => (attribute.type === 'enum') === (attribute.values !== undefined), {
    message: 'values belong to type enum, and an enum needs them',
  });

const kindSchema = z.strictObject({
  title: textSchema,
  signals: z.record(signalName, signalSchema),
  attributes: z.record(z.string().regex(camel), attributeSchema).default({}),
});

export const kindsSchema = z.record(z.string().regex(camel), kindSchema);

export type SignalDefinition = z.infer<typeof signalSchema>;
export type AttributeDefinition = z.infer<typeof attributeSchema>;
export type Kind = z.infer<typeof kindSchema>;
export type Kinds = z.infer<typeof kindsSchema>;
