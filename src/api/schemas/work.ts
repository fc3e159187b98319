/** Checks, notices and actions as they are shown, and what people ask of them. */
import { z } from 'zod';
import { NOTICE_WAYS } from '../../core/notices/events.ts';
import type {
  ActionInfo,
  ActionRequest,
  CheckInfo,
  NoticeInfo,
  UnitNoticeInfo,
  VulnerableInfo,
} from '../contract.ts';
import { flag, id, moment, sentence, text, version } from './basics.ts';
import { incidentSummary } from './incident.ts';

export const checkInfos = z.array(
  z.object({
    playbook: z.string(),
    title: text,
    plan: z.string(),
    clauses: z.array(z.string()),
    everyMs: z.number().exactOptional(),
    dueAt: moment.exactOptional(),
    open: incidentSummary.exactOptional(),
    last: incidentSummary.exactOptional(),
    done: z.number(),
    actions: z.number(),
  }) satisfies z.ZodType<CheckInfo>,
);

const via = z.enum(NOTICE_WAYS);

const unitNotice = z.object({
  unit: z.string(),
  name: text,
  kind: z.enum(['household', 'shop']),
  state: z.enum(['delivered', 'told', 'waiting', 'refused', 'unreached']),
  at: moment.exactOptional(),
  via: via.exactOptional(),
  by: z.string().exactOptional(),
}) satisfies z.ZodType<UnitNoticeInfo>;

export const noticeInfo = z.object({
  id: z.string(),
  incident: z.string(),
  step: z.string(),
  at: moment,
  by: z.string().exactOptional(),
  text,
  places: z.array(z.string()),
  counts: z.object({
    delivered: z.number(),
    told: z.number(),
    waiting: z.number(),
    refused: z.number(),
    unreached: z.number(),
  }),
  coverage: z.number(),
  units: z.array(unitNotice),
  version: z.number(),
}) satisfies z.ZodType<NoticeInfo>;
export const noticeInfos = z.array(noticeInfo);

export const vulnerableInfos = z.array(
  z.object({ unit: z.string(), name: text, why: text }) satisfies z.ZodType<VulnerableInfo>,
);

export const actionInfo = z.object({
  id: z.string(),
  incident: z.string().exactOptional(),
  text: z.string(),
  owner: z.string(),
  ownerName: text,
  reviewer: z.string(),
  reviewerName: text,
  dueAt: moment,
  state: z.enum(['open', 'finished', 'accepted', 'cancelled']),
  overdue: z.boolean(),
  addedAt: moment,
  addedBy: z.string().exactOptional(),
  notes: z.array(
    z.object({
      what: z.enum(['finished', 'accepted', 'rejected', 'cancelled']),
      note: z.string(),
      at: moment,
      by: z.string().exactOptional(),
    }),
  ),
  version: z.number(),
}) satisfies z.ZodType<ActionInfo>;
export const actionInfos = z.array(actionInfo);

export const aboutIncidentQuery = z.strictObject({ incident: id.exactOptional() });
export const actionsQuery = z.strictObject({
  open: flag.exactOptional(),
  incident: id.exactOptional(),
});

export const printQuery = z.strictObject({ language: z.enum(['zh', 'en']).exactOptional() });

export const tellRequest = z.strictObject({ units: z.array(id).min(1).max(2_000), via });

export const actionRequest = z.strictObject({
  incident: id.exactOptional(),
  text: sentence.min(1),
  owner: id,
  reviewer: id,
  dueAt: moment,
}) satisfies z.ZodType<ActionRequest>;

export const finishRequest = z.strictObject({ version, note: sentence.min(1) });
export const reviewRequest = z.strictObject({
  version,
  accepted: z.boolean(),
  note: sentence.exactOptional(),
});
export const cancelRequest = z.strictObject({ version, reason: sentence.min(1) });
