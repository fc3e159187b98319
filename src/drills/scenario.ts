/** A scenario as people write it: a script of faults and actions, and what must follow from it. */
import { z } from 'zod';
import { type Action, actionSchema } from '../../simulators/action.ts';
import { type Fault, faultSchema } from '../../simulators/fault.ts';
import { roleSchema } from '../core/duty/people.ts';
import { textSchema } from '../core/text.ts';
import { durationSchema } from '../core/time.ts';

/** How the scripted people behave: see `people.ts`. */
const PEOPLE = ['prompt', 'slow', 'absent', 'mistaken'] as const;

export type ScriptLine = { at: number; id?: string } & (
  | { does: 'fault'; fault: Fault }
  | { does: 'end'; ends: string }
  | { does: 'action'; action: Action }
  /** Somebody registers something planned, or starts a check. */
  | { does: 'open'; playbook: string }
);

const timing = { at: durationSchema, id: z.string().optional() };

/** A line is a fault, the end of an earlier line's fault, or an action spelt out beside `at`. */
const lineSchema = z.looseObject(timing).transform((raw, context): ScriptLine => {
  const { at, id, ...rest } = raw;
  const head = { at, ...(id === undefined ? {} : { id }) };
  const opens = typeof rest.opens === 'string' ? ['opens'] : [];
  const verb = ['ends', 'fault', ...opens].find((key) => key in rest);
  const strangers = verb === undefined ? [] : Object.keys(rest).filter((key) => key !== verb);
  if (strangers.length > 0) {
    context.issues.push({ code: 'unrecognized_keys', keys: strangers, input: raw });
    return z.NEVER;
  }
  if (verb === 'opens') return { ...head, does: 'open', playbook: String(rest.opens) };
  if ('ends' in rest) return { ...head, does: 'end', ends: String(rest.ends) };
  const parsed = 'fault' in rest ? faultSchema.safeParse(rest.fault) : actionSchema.safeParse(rest);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const path = 'fault' in rest ? ['fault', ...issue.path] : issue.path;
      context.issues.push({ ...issue, path, input: raw } as (typeof context.issues)[number]);
    }
    return z.NEVER;
  }
  if ('fault' in rest) return { ...head, does: 'fault', fault: parsed.data as Fault };
  return { ...head, does: 'action', action: parsed.data as Action };
});

const of = { of: z.string().optional() };
const within = { within: durationSchema.optional(), ...of };

/** What can be seen to happen, and until when; without `within`, at any time. */
const happeningSchema = z.union(
  [
    z.strictObject({
      incident: z.strictObject({
        playbook: z.string(),
        asset: z.string().optional(),
        parent: z.string().optional(),
        ...within,
      }),
    }),
    /** `message`: the template; without it any message counts. */
    z.strictObject({
      told: z.strictObject({ role: roleSchema, message: z.string().optional(), ...within }),
    }),
    /** `data-lost`: raised because the data was lost, not because the condition was seen. */
    z.strictObject({
      alarm: z.strictObject({
        rule: z.string(),
        asset: z.string().optional(),
        'data-lost': z.boolean().optional(),
        ...within,
      }),
    }),
    z.strictObject({
      blind: z.strictObject({ rule: z.string(), asset: z.string().optional(), ...within }),
    }),
    z.strictObject({
      step: z.strictObject({
        is: z.string(),
        item: z.string().optional(),
        'done-within': durationSchema,
        ...of,
      }),
    }),
    z.strictObject({ order: z.array(z.string()).min(2) }),
    z.strictObject({
      record: z.strictObject({
        field: z.string(),
        item: z.string().optional(),
        is: z.union([z.string(), z.number()]),
      }),
    }),
    z.strictObject({
      held: z.strictObject({ step: z.string(), item: z.string().optional() }),
    }),
    z.strictObject({
      closed: z.strictObject({ playbook: z.string(), asset: z.string().optional(), ...within }),
    }),
  ],
  { error: 'expected one of incident, told, alarm, blind, step, order, record, held, closed' },
);

const expectationSchema = z.union([
  happeningSchema,
  /** With `within`: not until then. */
  z.strictObject({ never: happeningSchema }),
  /** How many incidents were opened by a playbook, in all. */
  z.strictObject({
    incidents: z.strictObject({ playbook: z.string(), count: z.int().min(0) }),
  }),
  /** Nothing at all is raised, and nobody is told. */
  z.strictObject({ quiet: z.literal(true) }),
]);

export const scenarioSchema = z
  .strictObject({
    scenario: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'expected kebab-case'),
    title: textSchema,
    seed: z.int().min(0),
    /** Time of day at which it begins, site time. */
    starts: z
      .string({ error: 'expected "HH:MM": quote it' })
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected "HH:MM"')
      .default('10:00'),
    lasts: durationSchema,
    script: z.array(lineSchema).default([]),
    people: z.enum(PEOPLE).default('prompt'),
    /** `false`: they find a false alarm and close the incident as one. */
    outcome: z.enum(['real', 'false']).default('real'),
    /**
     * What the scripted people answer, by field, or by `field@item` for one item of an `each` step;
     * else what telemetry suggests. A time as a duration since the opening; places with commas.
     */
    answers: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
    expect: z.array(expectationSchema).min(1),
  })
  .superRefine((scenario, context) => {
    const ids = new Set(scenario.script.flatMap((line) => line?.id ?? []));
    const faults = new Set(
      scenario.script.flatMap((line) => (line?.does === 'fault' ? (line.id ?? []) : [])),
    );
    for (const [index, line] of scenario.script.entries()) {
      if (line?.does !== 'end' || faults.has(line.ends)) continue;
      const message = `no fault of the script has the id "${line.ends}"`;
      context.addIssue({ code: 'custom', path: ['script', index, 'ends'], message });
    }
    for (const [index, expectation] of scenario.expect.entries()) {
      const named = namedLine(expectation);
      if (named === undefined || ids.has(named)) continue;
      const message = `no line of the script has the id "${named}"`;
      context.addIssue({ code: 'custom', path: ['expect', index], message });
    }
  });

export type Scenario = z.infer<typeof scenarioSchema>;
export type Happening = z.infer<typeof happeningSchema>;
export type Expectation = z.infer<typeof expectationSchema>;

function namedLine(expectation: Expectation): string | undefined {
  if ('never' in expectation) return namedLine(expectation.never);
  if ('quiet' in expectation) return undefined;
  const [inner] = Object.values(expectation) as { of?: string }[];
  return inner?.of;
}
