/** People, their signing in, and who is on duty. */
import { z } from 'zod';
import { certificateKindSchema, personSchema, roleSchema } from '../../core/duty/people.ts';
import type {
  ArrivalPoint,
  DutyInfo,
  Me,
  PersonInfo,
  ReadinessInfo,
  TerminalInfo,
} from '../contract.ts';
import { access, id, language, moment, text, version } from './basics.ts';

/** NIST SP 800-63B asks for at least 8; the longest keeps hashing cheap. */
export const password = z
  .string()
  .min(10, 'expected at least 10 characters')
  .max(1_000, 'expected at most 1000 characters');

/** A PIN is digits; a badge's number is what its reader types. */
const pin = z
  .string()
  .regex(
    /^(\d{4,12}|[0-9A-Za-z]{8,32})$/,
    'expected 4 to 12 digits, or a badge’s number of 8 to 32 letters and digits',
  );

export const me = z.object({
  user: z.string(),
  name: text,
  access,
  roles: z.array(z.string()),
  language,
  personalData: z.boolean(),
  csrf: z.string(),
  terminal: z.object({ id: z.string(), name: z.string() }).exactOptional(),
}) satisfies z.ZodType<Me>;

export const setupRequest = z.strictObject({ token: id, password });
export const sessionRequest = z.strictObject({ user: id, password: z.string().max(1_000) });
export const tokenRequest = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'expected kebab-case'),
  access,
});
export const tokenAnswer = z.object({ token: z.string() });
export const pinRequest = z.strictObject({ password: z.string().max(1_000), pin });

export const terminalRequest = z.strictObject({ name: z.string().trim().min(1).max(60) });
export const terminalInfos = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    since: moment,
    usedAt: moment,
  }) satisfies z.ZodType<TerminalInfo>,
);

const certificate = z.object({ kind: certificateKindSchema, until: z.string() });

export const personInfo = z.object({
  id: z.string(),
  name: text,
  roles: z.array(z.string()),
  access,
  language,
  personalData: z.boolean(),
  hasPassword: z.boolean(),
  hasPin: z.boolean(),
  certificates: z.array(certificate),
  reach: z.record(z.string(), z.string()).exactOptional(),
  version: z.number(),
}) satisfies z.ZodType<PersonInfo>;
export const personInfos = z.array(personInfo);

const person = personSchema.shape;

export const personRequest = personSchema.extend({ password: password.exactOptional() });

/** What is not named stays as it is. */
export const personChange = z.strictObject({
  version,
  name: person.name.exactOptional(),
  roles: z.array(roleSchema).exactOptional(),
  access: access.exactOptional(),
  personalData: z.boolean().exactOptional(),
  language: language.exactOptional(),
  reach: z.record(z.string(), z.string()).exactOptional(),
  certificates: z
    .array(z.strictObject({ kind: certificateKindSchema, until: z.iso.date() }))
    .exactOptional(),
  password: password.exactOptional(),
  /** `null` takes it away: a badge was lost. */
  pin: pin.nullable().exactOptional(),
});

const named = z.object({ id: z.string(), name: text });

export const arrivalPoints = z.array(
  z.object({ area: z.string(), name: text, code: z.string() }) satisfies z.ZodType<ArrivalPoint>,
);

export const arrivalRequest = z.strictObject({ code: id });

export const dutyInfo = z.object({
  away: z.array(named.extend({ since: moment, checkInBy: moment, missed: z.number() })),
  alone: named.exactOptional(),
  now: z.record(z.string(), z.array(z.object({ id: z.string(), name: text }))),
  shifts: z.array(
    z.object({
      shift: z.string(),
      name: text,
      from: z.string(),
      to: z.string(),
      on: z.record(z.string(), z.array(z.string())),
      standIns: z.record(z.string(), z.array(z.string())),
    }),
  ),
}) satisfies z.ZodType<DutyInfo>;

const readinessInfo = z.object({
  finding: z.string(),
  gravity: z.enum(['fails', 'weak', 'plan']),
  what: text,
  do: text,
}) satisfies z.ZodType<ReadinessInfo>;
export const readinessInfos = z.array(readinessInfo);
