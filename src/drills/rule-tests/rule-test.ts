/**
 * Rule tests as facility engineers write them (`config/rules/<hazard>.test.yaml`): what the field
 * says, step by step, and what the rule must make of it at which time.
 */
import { z } from 'zod';
import type { AlarmState } from '../../core/alarms/alarm.ts';
import { PRIORITIES } from '../../core/priority.ts';
import { assetId } from '../../core/site/site.ts';
import { durationSchema, parseDuration } from '../../core/time.ts';

/** An alarm's life as far as a rule and time alone bring it; nobody acknowledges in a rule test. */
const STATES = [
  'unacknowledged',
  'returned',
  'latched-unacknowledged',
  'suppressed',
] as const satisfies readonly AlarmState[];

const expectationSchema = z.union(
  [
    /** No alarm. */
    z.literal('none'),
    /** No alarm, and the rule cannot tell: an input is not good. */
    z.literal('blind'),
    z.strictObject({
      alarm: z.enum(STATES),
      priority: z.enum(PRIORITIES).optional(),
      /** Raised because the data was lost during the hold (`practice.md` P-15). */
      'data-lost': z.boolean().optional(),
    }),
  ],
  { error: 'expected none, blind or { alarm: STATE, priority: PRIORITY }' },
);

const timeKey = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, 'expected a time such as 40s or 10m');

const ruleTestSchema = z.strictObject({
  rule: z.string(),
  /** Absent: the first asset that the rule watches. */
  asset: assetId.optional(),
  /** From one reading to the next. */
  every: durationSchema.refine((ms) => ms > 0, 'expected more than 0'),
  /** `kind.signal` of the asset, or `ASSET.signal` of another; a series, or one value for all. */
  given: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  expect: z
    .record(timeKey, expectationSchema)
    .refine((expect) => Object.keys(expect).length > 0, 'expected at least one time'),
});

export const ruleTestsSchema = z.array(ruleTestSchema);

export type RuleTest = z.infer<typeof ruleTestSchema>;
export type RuleExpectation = z.infer<typeof expectationSchema>;
