/** People, their signing in, and who is on duty. */
import { z } from 'zod';
import { certificateKindSchema, personSchema, roleSchema } from '../../core/duty/people.ts';
import type { ArrivalPoint, DutyInfo, Me, PersonInfo, ReadinessInfo } from '../contract.ts';
import { access, id, language, moment, text, version } from './basics.ts';

/** NIST SP 800-63B asks for at least 8; the longest keeps hashing cheap. */
export const password = z
  .string()
  .min(10, 'expected at least 10 characters')
  .max(1_000, 'expected at most 1000 characters');

export const me = z.object({
  user: z.string(),
  name: text,
  access,
  roles: z.array(z.string()),
  language,
  personalData: z.boolean(),
  csrf: z.string(),
}) satisfies z.ZodType<Me>;

export const setupRequest = z.strictObject({ token: id, password });
export const sessionRequest = z.strictObject({ user: id, password: z.string().max(1_000) });
export const tokenRequest = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'expected kebab-case'),
  access,
});
export const tokenAnswer = z.object({ token: z.string() });

const certificate = z.object({ kind: certificateKindSchema, until: z.string() });

export const personInfo = z.object({
  id: z.string(),
  name: text,
  roles: z.array(z.string()),
  access,
  language,
  personalData: z.boolean(),
  hasPassword: z.boolean(),
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
