/** What people ask of an incident. */
import { z } from 'zod';
import { roleSchema } from '../../core/duty/people.ts';
import type { ReportRequest, StepRequest } from '../contract.ts';
import { fieldValue, flag, id, moment, sentence, version } from './basics.ts';

export const incidentsQuery = z.strictObject({
  open: flag.exactOptional(),
  about: z.enum(['emergency', 'planned', 'check', 'all']).default('emergency'),
});

export const reportRequest = z.strictObject({
  playbook: id,
  asset: id.exactOptional(),
  area: id.exactOptional(),
  source: z.enum(['phone', 'camera', 'patrol', 'intercom', 'notice', 'hand']),
  note: sentence.exactOptional(),
}) satisfies z.ZodType<ReportRequest>;

export const stepRequest = z.strictObject({
  version,
  action: z.enum(['done', 'skip', 'approve', 'reject', 'answer']),
  value: id.exactOptional(),
  fields: z.record(id, fieldValue).exactOptional(),
  reason: sentence.exactOptional(),
  item: id.exactOptional(),
  onBehalfOf: id.exactOptional(),
  via: z.enum(['radio', 'phone', 'in-person']).exactOptional(),
  claimedAt: moment.exactOptional(),
}) satisfies z.ZodType<StepRequest>;

export const assignRequest = z.strictObject({
  version,
  person: id,
  role: roleSchema.exactOptional(),
});

export const correctRequest = z.strictObject({
  version,
  field: id,
  value: fieldValue,
  reason: sentence.min(1),
  item: id.exactOptional(),
});

export const closeRequest = z.strictObject({
  version,
  outcome: z.enum(['real', 'false', 'test']),
  reason: sentence.exactOptional(),
  /** By the manager and with a reason: what is blank cannot be filled in any more. */
  incomplete: z.boolean().exactOptional(),
});

export const evidenceQuery = z.strictObject({
  /** Of the tables; absent: the site's own. */
  language: z.enum(['zh', 'en']).exactOptional(),
  /** `no`: nobody who was trapped and no home is named. */
  personal: z.enum(['yes', 'no']).default('yes'),
});

export const reportQuery = z.strictObject({
  format: z.enum(['json', 'html', 'docx']).default('json'),
  /** Of the page or document; absent: the site's own. */
  language: z.enum(['zh', 'en']).exactOptional(),
});
