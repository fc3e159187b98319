/** A rule as engineers write it: a condition over an asset's signals, and how long it must last. */
import { z } from 'zod';
import { PRIORITIES } from '../priority.ts';
import { derivedSchema } from '../signals/derived.ts';
import { textSchema } from '../text.ts';
import { durationSchema } from '../time.ts';

export const HAZARDS = ['entrapment', 'outage', 'flooding'] as const;

export const hazardSchema = z.enum(HAZARDS);
export type Hazard = z.infer<typeof hazardSchema>;

const raisesSchema = z
  .strictObject({
    hazard: hazardSchema.optional(),
    evidence: z.enum(['suspected', 'confirmed']).optional(),
    priority: z.enum(PRIORITIES),
    latch: z.boolean().default(false),
  })
  .refine((raises) => (raises.hazard === undefined) === (raises.evidence === undefined), {
    message: 'hazard and evidence belong together',
    path: ['evidence'],
  });

/**
 * For a life hazard, time blind counts where the last good reading says that somebody may be in
 * danger (`practice.md` P-15). The finding then comes this long after the hold would have ended.
 */
const lostSchema = z.strictObject({
  while: z.string(),
  grace: durationSchema.refine((ms) => ms <= 15_000, 'at most 15s (practice P-15)'),
});

export const ruleSchema = z.strictObject({
  rule: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'expected kebab-case'),
  each: z.string(),
  /** Which assets it watches, by their attributes; known when the files are read. */
  where: z.string().optional(),
  when: z.string({ error: 'expected an expression: quote it, or use >-' }),
  for: durationSchema.default(0),
  'clear-after': durationSchema.default(0),
  lost: lostSchema.optional(),
  raises: raisesSchema,
  text: z.strictObject({
    what: textSchema,
    consequence: textSchema,
    do: textSchema,
    within: durationSchema,
  }),
  source: z.string().min(1),
});

export const rulesFileSchema = z.strictObject({
  derived: z.array(derivedSchema).default([]),
  rules: z.array(ruleSchema),
});

export type Rule = z.infer<typeof ruleSchema>;
