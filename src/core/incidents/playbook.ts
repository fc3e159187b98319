/** The plan as data: what an incident of a hazard asks of whom, in which order, by when. */
import { z } from 'zod';
import { certificateKindSchema, roleSchema } from '../duty/people.ts';
import { PRIORITIES } from '../priority.ts';
import { hazardSchema } from '../rules/rule.ts';
import { WINDOW_PURPOSES } from '../rules/window-purposes.ts';
import { textSchema } from '../text.ts';
import { clockTimeSchema, DAY_MS, durationSchema } from '../time.ts';

const fieldName = z.string().regex(/^[a-z][a-zA-Z0-9]*$/, 'expected camelCase');
const expression = z.string({ error: 'expected an expression: quote it, or use >-' });
const templateName = z.string();

/** Of the fields that name one person on duty. */
const PERSON_KEYS = ['certificate', 'role', 'not'] as const;

const recordFieldSchema = z
  .strictObject({
    type: z.enum(['choice', 'number', 'text', 'time', 'person', 'people', 'photo', 'places']),
    /** The names of a choice; their words are here, or under `words` of `texts.yaml`. */
    of: z.union([z.array(z.string()), z.record(z.string(), textSchema)]).optional(),
    required: z.boolean().default(false),
    personal: z.boolean().default(false),
    /** A time that may lie ahead: what is planned. */
    ahead: z.boolean().default(false),
    /** Least and greatest value of a number. */
    range: z.tuple([z.number(), z.number()]).optional(),
    /** A person must hold this certificate, and it must be valid that day (practice P-8, P-23). */
    certificate: certificateKindSchema.optional(),
    /** A person must be on duty in this role. */
    role: roleSchema.optional(),
    /** Must be another person than this field's: who does it and who watches (practice P-44). */
    not: fieldName.optional(),
    /** One for each asset of this kind, in the steps that run once for each of them. */
    per: z.string().optional(),
    text: textSchema,
  })
  .refine((field) => (field.type === 'choice') === (field.of !== undefined), {
    message: 'of belongs to type choice, and a choice needs it',
    path: ['of'],
  })
  .refine((field) => field.range === undefined || field.type === 'number', {
    message: 'range belongs to type number',
    path: ['range'],
  })
  .refine((field) => !field.ahead || field.type === 'time', {
    message: 'ahead belongs to type time',
    path: ['ahead'],
  })
  .refine((field) => field.type === 'person' || !PERSON_KEYS.some((key) => key in field), {
    message: `${PERSON_KEYS.join(', ')} belong to type person`,
    path: ['type'],
  });

/** `site.contractorLimit` */
const SETTING = /^site\.[a-z][a-zA-Z0-9]*$/;
const CLAUSE = '[A-Z][A-Z0-9]*(-\\d+)?(\\(\\d+\\))?';

const common = {
  step: z
    .string()
    .regex(
      new RegExp(`^${CLAUSE}\\.[a-z][a-z0-9-]*$`),
      'expected clause number, dot, kebab-case, such as E-1.locate',
    ),
  text: textSchema,
  role: roleSchema.optional(),
  after: z.array(z.string()).default([]),
  when: expression.optional(),
  /** Once for each asset of the kind that the incident affects. */
  each: z
    .string()
    .regex(/^[a-z][a-zA-Z0-9]* in affected$/, 'expected "KIND in affected"')
    .optional(),
  due: durationSchema.optional(),
  /** In place of `due`: the setting of the site that gives it; its basis is shown beside it. */
  limit: z
    .string()
    .regex(/^[a-z][a-zA-Z0-9]*$/, 'expected the name of a setting')
    .optional(),
  /** What `due` counts from, if not the step's becoming active. */
  from: z
    .string()
    .regex(/^(opened|.+\.done)$/, 'expected opened, or a step followed by .done')
    .optional(),
  /** Due that long before the moment that a field of the record holds, if that is sooner. */
  before: z.strictObject({ field: fieldName, by: durationSchema }).optional(),
  late: z
    .strictObject({ tell: z.array(roleSchema).min(1), repeat: durationSchema.optional() })
    .optional(),
  guard: expression.optional(),
  held: textSchema.optional(),
  /** Another playbook that doing this step opens, unless `when` is known false. */
  starts: z.strictObject({ playbook: z.string(), when: expression.optional() }).optional(),
  /** False: it is done, or its incident stays open: what was shut off is not forgotten. */
  skippable: z.boolean().default(true),
  /** False: not in the paper plan. */
  original: z.boolean().default(true),
};

/** Done again and again, each time due `repeat` after the last, until `until` is known true. */
const again = { repeat: durationSchema.optional(), until: expression.optional() };

const task = z.strictObject({ ...common, ...again, do: z.literal('task') });
const form = z.strictObject({
  ...common,
  ...again,
  do: z.literal('form'),
  fields: z.array(fieldName).min(1),
  /** Telemetry's suggestion for a field; a person sees and sends it. */
  prefill: z.record(fieldName, expression).default({}),
});
const decide = z.strictObject({
  ...common,
  do: z.literal('decide'),
  /** The choice field that holds the answer. */
  field: fieldName,
  /** Telemetry's suggestion: the name whose condition is true. */
  suggest: z.record(z.string(), expression).default({}),
  /** Answers by which a person confirms the hazard. */
  confirms: z.array(z.string()).default([]),
});
const notify = z.strictObject({
  ...common,
  do: z.literal('notify'),
  tell: z.array(roleSchema).min(1),
  message: templateName,
});
const verify = z.strictObject({
  ...common,
  do: z.literal('verify'),
  shows: expression,
  for: durationSchema.default(0),
});
const approve = z.strictObject({
  ...common,
  do: z.literal('approve'),
  /** Asked at once; the first decision wins. */
  by: z.array(roleSchema).min(1),
  message: templateName,
  /** The choice field that takes `approved` or `rejected`. */
  field: fieldName.optional(),
});
const start = z.strictObject({ ...common, do: z.literal('start'), playbook: z.string() });
/** To residents and shops; sent when somebody does the step, again while it repeats. */
const notice = z.strictObject({
  ...common,
  ...again,
  do: z.literal('notice'),
  message: templateName,
  /** The field with further words, and the one with the places to tell, where it is narrowed. */
  words: fieldName.optional(),
  places: fieldName.optional(),
});

const TIMED_BY = ['due', 'limit', 'before'] as const;

function isTimed(step: { [K in (typeof TIMED_BY)[number]]?: unknown }): boolean {
  return TIMED_BY.some((key) => step[key] !== undefined);
}

const stepSchema = z
  .discriminatedUnion('do', [task, form, decide, notify, verify, approve, start, notice])
  .refine((step) => (step.guard === undefined) === (step.held === undefined), {
    message: 'guard and held belong together: held says why the guard holds',
    path: ['held'],
  })
  .refine((step) => step.due === undefined || step.limit === undefined, {
    message: 'a deadline is stated here or by a setting: due or limit',
    path: ['limit'],
  })
  .refine((step) => step.late === undefined || isTimed(step), {
    message: 'late needs due, limit or before',
    path: ['late'],
  })
  .refine((step) => !('repeat' in step) === !('until' in step), {
    message: 'repeat and until belong together: what is repeated must end',
    path: ['until'],
  });

/** What gets worse while the incident goes on, as a clock beside it (practice P-46). */
const harmSchema = z
  .strictObject({
    harm: z.string().regex(/^[a-z][a-z0-9-]*$/, 'expected kebab-case'),
    text: textSchema,
    /** A clock for each asset of the kind that the incident affects. */
    each: common.each,
    /** Known false: no such harm is coming. */
    while: expression.optional(),
    /** Minutes from now, as telemetry tells; not known: the clock says so. */
    minutes: expression.optional(),
    /** Or that long after the incident opened: a duration, or a setting of the site. */
    after: z.union([z.string().regex(SETTING), durationSchema]).optional(),
  })
  .refine((harm) => (harm.minutes === undefined) !== (harm.after === undefined), {
    message: 'a harm comes in `minutes` or `after` a time: one of the two',
    path: ['minutes'],
  });

/** What a playbook is for, by what it `opens`. */
const OPENERS = ['hazard', 'planned', 'check'] as const;

const opensSchema = z
  .strictObject({
    /** An emergency: an alarm of the hazard opens it, or a person who reports it. */
    hazard: hazardSchema.optional(),
    /** One open incident for each asset of this kind, or each `area`, `building` or `site`. */
    'one-per': z.string().default('site'),
    /** What somebody registers beforehand; in its period alarms of this purpose are expected. */
    planned: z.enum(WINDOW_PURPOSES).optional(),
    /** A check of prevention: so often, or when somebody asks for it. */
    check: z
      .union([
        z.literal('on-demand'),
        durationSchema.refine((every) => every >= DAY_MS, 'a check comes once a day at most'),
      ])
      .optional(),
    /** The time of day at which a check falls due, at the site. */
    at: clockTimeSchema.optional(),
  })
  .refine((opens) => OPENERS.filter((key) => opens[key] !== undefined).length === 1, {
    message: `a playbook opens by one of ${OPENERS.join(', ')}`,
  })
  .refine((opens) => (opens.at !== undefined) === (typeof opens.check === 'number'), {
    message: 'at belongs to a check that comes again and again, and that needs it',
    path: ['at'],
  })
  .refine((opens) => opens.hazard !== undefined || opens['one-per'] === 'site', {
    message: 'one-per belongs to a hazard',
    path: ['one-per'],
  });

export const playbookSchema = z.strictObject({
  playbook: z.string().regex(/^[a-z][a-z0-9-]*$/, 'expected kebab-case'),
  title: textSchema,
  /** The part of the paper plan, such as 一. */
  plan: z.string(),
  opens: opensSchema,
  /** Of what is planned: the fields that hold its beginning, its end and its places. */
  period: z.strictObject({ from: fieldName, to: fieldName, places: fieldName }).optional(),
  /**
   * Steps with whose end the danger is over. What follows is repair, record and review; the same
   * hazard at the same place is a new emergency then.
   */
  over: z.array(z.string()).default([]),
  /** Priority of an incident that a person reports; one that is detected has its alarm's. */
  priority: z.enum(PRIORITIES),
  /** The paper plan's own sentences by their number; one that it lacks says so. */
  clauses: z
    .record(
      z.string().regex(new RegExp(`^${CLAUSE}$`), 'expected a clause, such as E-1'),
      textSchema,
    )
    .default({}),
  record: z.record(fieldName, recordFieldSchema),
  harms: z.array(harmSchema).default([]),
  /** Protection that one step takes out of use and another gives back (practice P-31). */
  impairments: z
    .array(z.strictObject({ from: z.string(), until: z.string(), text: textSchema }))
    .default([]),
  /** Steps whose end is a moment of the latency ledger: on scene, released, isolated. */
  milestones: z
    .array(z.strictObject({ milestone: z.string(), step: z.string(), text: textSchema }))
    .default([]),
  steps: z.array(stepSchema).min(1),
});

export type Playbook = z.infer<typeof playbookSchema>;
/** An emergency, something planned, or a check of prevention. */
export type About = 'emergency' | 'planned' | 'check';
export type Step = z.infer<typeof stepSchema>;
export type Harm = z.infer<typeof harmSchema>;
export type RecordField = z.infer<typeof recordFieldSchema>;

export function aboutOf({ opens }: Pick<Playbook, 'opens'>): About {
  if (opens.hazard !== undefined) return 'emergency';
  return opens.planned === undefined ? 'check' : 'planned';
}

/** What makes two incidents the same one, with the scope: the hazard, or what is done. */
export function hazardOf({ opens, playbook }: Pick<Playbook, 'opens' | 'playbook'>): string {
  return opens.hazard ?? playbook;
}

/** ms, of a step that is done again and again. */
export function repeatOf(step: Step): number | undefined {
  return 'repeat' in step ? step.repeat : undefined;
}

export function untilOf(step: Step): string | undefined {
  return 'until' in step ? step.until : undefined;
}

/** The record's fields that a step asks for. */
export function fieldsOf(step: Step): readonly string[] {
  if (step.do === 'form') return step.fields;
  if (step.do === 'decide') return [step.field];
  if (step.do === 'notice') return [step.words, step.places].flatMap((name) => name ?? []);
  return step.do === 'approve' && step.field !== undefined ? [step.field] : [];
}

/** The clause of the plan under which a step stands: `E-1.locate` → `E-1`. */
export function clauseOf(step: string): string {
  return step.slice(0, step.indexOf('.'));
}

/** `lift in affected` → `lift`. */
export function eachKind(step: Pick<Step, 'each'>): string | undefined {
  return step.each?.split(' ')[0];
}

/** `site.contractorLimit` → `contractorLimit`. */
export function settingOf(after: string): string {
  return after.slice('site.'.length);
}

/** `E-1.locate`, or `F-2.cut-power@A-L1` for an item of an `each` step. */
export function stepKey(step: string, item: string | undefined): string {
  return item === undefined ? step : `${step}@${item}`;
}

/** The names that a choice may take. */
export function choices(field: RecordField): readonly string[] {
  return Array.isArray(field.of) ? field.of : Object.keys(field.of ?? {});
}
