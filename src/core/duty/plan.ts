/** The escalation plan: who is told by which channel, and when, until somebody answers. */
import { z } from 'zod';
import type { Priority } from '../priority.ts';
import { durationSchema } from '../time.ts';

/**
 * The channel that is always there: the console itself. It counts as delivered as soon as it is
 * decided, whether anybody sits before it or not.
 */
export const CONSOLE = 'console';

const stageSchema = z
  .strictObject({
    /** Counted from the moment at which the current role was first told. */
    at: durationSchema,
    to: z.enum(['role', 'next-role']).default('role'),
    by: z.array(z.string()).default([]),
  })
  .refine((stage) => stage.to === 'next-role' || stage.by.length > 0, {
    message: 'expected by: the channels of this stage',
    path: ['by'],
  });

const stagesSchema = z
  .array(stageSchema)
  .min(1)
  .refine((stages) => stages[0]!.at === 0 && stages[0]!.to === 'role', {
    message: 'the first stage tells the role at 0s',
  })
  .refine((stages) => stages.every((stage, i) => i === 0 || stage.at > stages[i - 1]!.at), {
    message: 'the stages must follow one another in time',
  });

export const escalationSchema = z.strictObject({ critical: stagesSchema, other: stagesSchema });

export type EscalationPlan = z.infer<typeof escalationSchema>;
export type EscalationStage = z.infer<typeof stageSchema>;

export function stagesFor(plan: EscalationPlan, priority: Priority): readonly EscalationStage[] {
  return priority === 'critical' ? plan.critical : plan.other;
}
