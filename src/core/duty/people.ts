/** People, what they may and must do, and when they are on duty. */
import { z } from 'zod';
import { accessSchema } from '../access.ts';
import { textSchema } from '../text.ts';
import { clockTimeSchema } from '../time.ts';

/** Duty in an emergency (`decisions.md` 24). */
const ROLES = [
  'duty-engineer',
  'shift-foreman',
  'engineering-manager',
  'security',
  'security-foreman',
  'security-manager',
  'property-service',
  'duty-manager',
  'duty-leader',
  'general-manager',
  'dispatcher',
  'electrician',
  'guardian',
  'lift-safety-officer',
  'fire-control',
  'contractor',
] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

export const certificateKindSchema = z.enum(['lift', 'electrician']);

const personId = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'expected kebab-case');

export const personSchema = z.strictObject({
  id: personId,
  name: textSchema,
  roles: z.array(roleSchema),
  access: accessSchema.default('viewer'),
  personalData: z.boolean().default(false),
  language: z.enum(['zh', 'en']).default('zh'),
  /** Channel → the person's address there. */
  reach: z.record(z.string(), z.string()).default({}),
  certificates: z
    .array(z.strictObject({ kind: certificateKindSchema, until: z.iso.date() }))
    .default([]),
});

const onDuty = z.partialRecord(roleSchema, z.array(personId));

const shiftSchema = z.strictObject({
  shift: z.string(),
  /** Shown instead of the id. */
  name: textSchema.optional(),
  /** Site time; a shift whose end is not after its start runs past midnight. */
  from: clockTimeSchema,
  to: clockTimeSchema,
  on: onDuty,
  'stand-ins': onDuty.default({}),
});

export const peopleSchema = z.strictObject({
  people: z.array(personSchema),
  roster: z.array(shiftSchema),
  'next-role': z.partialRecord(roleSchema, roleSchema),
});

export type Person = z.infer<typeof personSchema>;
export type Shift = z.infer<typeof shiftSchema>;
export type People = z.infer<typeof peopleSchema>;
