/** A rule as engineers write it: a condition over an asset's signals, and how long it must last. */
import { z } from 'zod';
import { PRIORITIES } from '../priority.ts';
import { derivedSchema } from '../signals/derived.ts';
import { textSchema } from '../text.ts';
import { clockTimeSchema, durationSchema, minuteOfDay } from '../time.ts';
import { WINDOW_PURPOSES } from './window-purposes.ts';

export const HAZARDS = ['entrapment', 'outage', 'flooding'] as const;

export const hazardSchema = z.enum(HAZARDS);
export type Hazard = z.infer<typeof hazardSchema>;

const raisesSchema = z
  .strictObject({
    hazard: hazardSchema.optional(),
    evidence: z.enum(['suspected', 'confirmed']).optional(),
    priority: z.enum(PRIORITIES),
    latch: z.boolean().default(false),
    /** Findings with different ones are independent evidence; the asset's kind where not named. */
    indication: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/, 'expected kebab-case')
      .optional(),
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

/** Suppression by design (ISA-18.2): the logic, its reason, and how long it goes on afterwards. */
const suppressedBySchema = z.strictObject({
  when: z.string(),
  because: textSchema,
  /** The open incident of this hazard lists the alarm as a consequence. */
  cause: hazardSchema.optional(),
  linger: durationSchema.default(0),
});

const clockTime = clockTimeSchema.transform(minuteOfDay);

/** Site time, in minutes of the day; one that ends before it begins runs past midnight. */
const duringSchema = z
  .strictObject({ from: clockTime, to: clockTime })
  .refine(({ from, to }) => from !== to, {
    message: 'ends when it begins: it would never look; leave `during` out for the whole day',
    path: ['to'],
  });

const fullRuleSchema = z.strictObject({
  rule: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'expected kebab-case'),
  each: z.string(),
  /** Which assets it watches, by their attributes; known when the files are read. */
  where: z.string().optional(),
  when: z.string({ error: 'expected an expression: quote it, or use >-' }),
  for: durationSchema.default(0),
  'clear-after': durationSchema.default(0),
  lost: lostSchema.optional(),
  /** Looked at only then. */
  during: duringSchema.optional(),
  raises: raisesSchema.optional(),
  /** The condition is an event, not an alarm: it asks nothing of anybody. */
  notes: z.literal(true).optional(),
  /** Told to engineers only, opens no incident, until it is promoted (`practice.md` P-49). */
  trial: z.literal(true).optional(),
  'suppressed-by': suppressedBySchema.optional(),
  /** Windows of these purposes over the asset suppress it for their time. */
  windows: z.array(z.enum(WINDOW_PURPOSES)).default([]),
  /** Acknowledged and still active after this long: unacknowledged again. */
  realarm: durationSchema.optional(),
  text: z.strictObject({
    what: textSchema,
    consequence: textSchema.optional(),
    do: textSchema.optional(),
    within: durationSchema.optional(),
  }),
  source: z.string().min(1),
});

export const ruleSchema = fullRuleSchema.superRefine((rule, context) => {
  for (const { path, message } of misfits(rule)) {
    context.addIssue({ code: 'custom', path, message, input: rule });
  }
});

/** What an alarm needs and an event must not have. */
function misfits(rule: z.infer<typeof fullRuleSchema>): { path: string[]; message: string }[] {
  const { raises, text } = rule;
  if ((raises === undefined) === (rule.notes === undefined)) {
    return [{ path: ['raises'], message: 'expected either raises or notes: true' }];
  }
  if (raises === undefined) {
    const alien = ALARM_ONLY.filter((key) => rule[key] !== undefined);
    const found = rule.windows.length > 0 ? [...alien, 'windows'] : alien;
    return found.map((key) => ({
      path: [key],
      message: 'belongs to an alarm, not to notes: true',
    }));
  }
  const missing = (['consequence', 'do', 'within'] as const).filter((key) => !(key in text));
  return missing.map((key) => ({ path: ['text', key], message: 'is missing: an alarm says it' }));
}

const ALARM_ONLY = ['lost', 'trial', 'suppressed-by', 'realarm'] as const;

export const rulesFileSchema = z.strictObject({
  derived: z.array(derivedSchema).default([]),
  rules: z.array(ruleSchema),
});

export type Rule = z.infer<typeof ruleSchema>;
