/** RFC 9457 problem details. */
import { z } from 'zod';
import type { ConfigMistake, Problem } from '../contract.ts';
import { moment, text } from './basics.ts';

export const configMistake = z.object({
  file: z.string(),
  line: z.number(),
  column: z.number(),
  path: z.string(),
  message: z.string(),
}) satisfies z.ZodType<ConfigMistake>;

export const missing = z.object({
  kind: z.enum(['step', 'field', 'alarm']),
  id: z.string(),
  item: z.string().exactOptional(),
});

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string().exactOptional(),
  code: z.enum([
    'not-found',
    'conflict',
    'forbidden',
    'held',
    'invalid',
    'incomplete',
    'unauthenticated',
    'csrf',
    'too-large',
    'too-many',
    'unavailable',
    'internal',
  ]),
  missing: z.array(missing).exactOptional(),
  first: z
    .object({ by: z.string().exactOptional(), at: moment, version: z.number() })
    .exactOptional(),
  held: text.exactOptional(),
  problems: z.array(configMistake).exactOptional(),
}) satisfies z.ZodType<Problem>;
