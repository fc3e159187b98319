/** Incidents as they are shown. */
import { z } from 'zod';
import { certificateKindSchema } from '../../core/duty/people.ts';
import type {
  AttachmentInfo,
  FieldAnswer,
  FieldDefinition,
  HarmClockInfo,
  IncidentDetail,
  IncidentSummary,
  IsolationInfo,
  LedgerFigures,
  LedgerInfo,
  NoticePreview,
  StepInfo,
  TimelineEntry,
} from '../contract.ts';
import { alarmInfos } from './alarm.ts';
import { evidence, moment, priority, text, value } from './basics.ts';
import { notificationInfos } from './notification.ts';
import { missing } from './problem.ts';

const outcome = z.enum(['real', 'false', 'test']);

export const incidentSummary = z.object({
  id: z.string(),
  playbook: z.string(),
  plan: z.string(),
  title: text,
  hazard: z.string(),
  priority,
  danger: z.literal([1, 2, 3, 4]),
  asset: z.string().exactOptional(),
  area: z.string().exactOptional(),
  place: text,
  source: z.string(),
  evidence,
  openedAt: moment,
  closedAt: moment.exactOptional(),
  outcome: outcome.exactOptional(),
  state: z.enum(['open', 'closed']),
  about: z.enum(['planned', 'check']).exactOptional(),
  overAt: moment.exactOptional(),
  period: z.object({ from: moment, to: moment, places: z.array(z.string()) }).exactOptional(),
  beganAt: moment.exactOptional(),
  endedAt: moment.exactOptional(),
  overranAt: moment.exactOptional(),
  lead: z.string().exactOptional(),
  parent: z.string().exactOptional(),
  children: z.array(z.string()),
  alarms: z.array(z.string()),
  due: z.array(
    z.object({
      key: z.string(),
      text,
      role: z.string().exactOptional(),
      dueAt: moment.exactOptional(),
      late: z.boolean(),
    }),
  ),
  stepsDone: z.number(),
  stepsTotal: z.number(),
  completeness: z.number(),
  unanswered: z.boolean(),
  impairments: z.array(text),
  version: z.number(),
}) satisfies z.ZodType<IncidentSummary>;
export const incidentSummaries = z.array(incidentSummary);

const noticePreview = z.object({
  text,
  places: z.array(z.string()),
  units: z.number(),
  reachable: z.number(),
}) satisfies z.ZodType<NoticePreview>;

const stepInfo = z.object({
  key: z.string(),
  step: z.string(),
  item: z.string().exactOptional(),
  itemName: text.exactOptional(),
  do: z.enum(['task', 'form', 'decide', 'notify', 'verify', 'approve', 'start', 'notice']),
  text,
  original: z.boolean(),
  role: z.string().exactOptional(),
  by: z.array(z.string()).exactOptional(),
  state: z.enum(['pending', 'active', 'done', 'skipped']),
  asking: z.boolean(),
  after: z.array(z.string()),
  activeSince: moment.exactOptional(),
  dueAt: moment.exactOptional(),
  basis: text.exactOptional(),
  late: z.boolean(),
  doneAt: moment.exactOptional(),
  doneBy: z.string().exactOptional(),
  onBehalfOf: z.string().exactOptional(),
  via: z.string().exactOptional(),
  outcome: z.enum(['done', 'approved', 'rejected']).exactOptional(),
  value: z.string().exactOptional(),
  reason: z.string().exactOptional(),
  automatic: z.boolean().exactOptional(),
  contradicts: z.boolean().exactOptional(),
  fields: z.array(z.string()),
  repeatMs: z.number().exactOptional(),
  times: z.number().exactOptional(),
  suggestions: z.record(z.string(), value),
  unskippable: z.literal(true).exactOptional(),
  guard: z.enum(['met', 'holds', 'unknown']).exactOptional(),
  held: text.exactOptional(),
  notice: noticePreview.exactOptional(),
  verifyDueAt: moment.exactOptional(),
  version: z.number(),
}) satisfies z.ZodType<StepInfo>;

const answered = z.union([value, z.array(z.string())]).nullable();

const fieldAnswer = z.object({
  value: answered,
  hidden: z.boolean().exactOptional(),
  at: moment,
  by: z.string().exactOptional(),
  claimedAt: moment.exactOptional(),
  corrections: z.array(
    z.object({
      value: answered,
      at: moment,
      by: z.string().exactOptional(),
      reason: z.string(),
    }),
  ),
}) satisfies z.ZodType<FieldAnswer>;

const fieldDefinition = z.object({
  type: z.enum(['choice', 'number', 'text', 'time', 'person', 'people', 'photo', 'places']),
  ahead: z.boolean().exactOptional(),
  of: z.record(z.string(), text).exactOptional(),
  candidates: z.array(z.object({ id: z.string(), name: text })).exactOptional(),
  certificate: certificateKindSchema.exactOptional(),
  not: z.string().exactOptional(),
  required: z.boolean(),
  personal: z.boolean(),
  per: z.string().exactOptional(),
  text,
}) satisfies z.ZodType<FieldDefinition>;

const timelineEntry = z.object({
  seq: z.number(),
  at: moment,
  type: z.string(),
  actor: z.string().exactOptional(),
  onBehalfOf: z.string().exactOptional(),
  text,
}) satisfies z.ZodType<TimelineEntry>;

const fieldAnswers = z.record(z.string(), fieldAnswer);

const ledgerEntry = z.object({
  moment: z.string(),
  text,
  at: moment.exactOptional(),
  limitAt: moment.exactOptional(),
  late: z.boolean(),
}) satisfies z.ZodType<LedgerInfo>;

const count = z.number();
export const ledgerFigures = z.object({
  from: moment,
  to: moment,
  playbooks: z.array(
    z.object({
      playbook: z.string(),
      title: text,
      incidents: count,
      open: count,
      apart: z.object({ false: count, test: count }),
      moments: z.array(
        z.object({
          moment: z.string(),
          text,
          count,
          never: count,
          limited: count,
          late: count,
          afterMs: z
            .object({ p50: z.number(), p90: z.number(), p99: z.number(), worst: z.number() })
            .exactOptional(),
        }),
      ),
    }),
  ),
}) satisfies z.ZodType<LedgerFigures>;

const harmClock = z.object({
  harm: z.string(),
  text,
  asset: z.string().exactOptional(),
  area: z.string().exactOptional(),
  at: moment.exactOptional(),
}) satisfies z.ZodType<HarmClockInfo>;

export const isolation = z.object({
  by: z.string(),
  stops: z.string(),
  affects: z.array(z.string()),
  at: text.exactOptional(),
  turn: z.enum(['clockwise', 'anticlockwise']).exactOptional(),
  photo: z.string().exactOptional(),
}) satisfies z.ZodType<IsolationInfo>;

export const incidentDetail = incidentSummary.extend({
  note: z.string().exactOptional(),
  steps: z.array(stepInfo),
  consequences: alarmInfos,
  clauses: z.record(z.string(), text),
  recordFields: z.record(z.string(), fieldDefinition),
  record: fieldAnswers,
  itemRecords: z.record(z.string(), fieldAnswers),
  timeline: z.array(timelineEntry),
  notifications: notificationInfos,
  assigned: z.array(z.object({ person: z.string(), role: z.string().exactOptional(), at: moment })),
  arrivals: z.array(z.object({ person: z.string(), area: z.string(), at: moment })),
  missing: z.array(missing),
  callCard: z.record(z.string(), z.union([text, z.string()])).exactOptional(),
  closingReason: z.string().exactOptional(),
  number: z.string().exactOptional(),
  lacking: z.array(z.object({ id: z.string(), item: z.string().exactOptional() })),
  harms: z.array(harmClock),
  ledger: z.array(ledgerEntry),
  isolations: z.array(isolation),
}) satisfies z.ZodType<IncidentDetail>;

export const attachmentInfo = z.object({
  id: z.string(),
  type: z.enum(['image/jpeg', 'image/png', 'image/webp']),
  bytes: z.number(),
}) satisfies z.ZodType<AttachmentInfo>;
