/** Alarms, and what watches for them. */
import { z } from 'zod';
import { WINDOW_PURPOSES } from '../../core/rules/window-purposes.ts';
import type {
  AlarmInfo,
  AlarmKpiInfo,
  CoverageRow,
  NotedCondition,
  WindowInfo,
} from '../contract.ts';
import { evidence, moment, priority, quality, text, version } from './basics.ts';

const alarmState = z.enum([
  'normal',
  'unacknowledged',
  'acknowledged',
  'returned',
  'latched-unacknowledged',
  'latched-acknowledged',
  'shelved',
  'suppressed',
  'out-of-service',
]);

const shelf = z.object({
  at: moment,
  until: moment,
  reason: z.string(),
  by: z.string().exactOptional(),
});

export const alarmInfo = z.object({
  id: z.string(),
  rule: z.string(),
  asset: z.string(),
  priority,
  state: alarmState,
  active: z.boolean(),
  hazard: z.string().exactOptional(),
  evidence: evidence.exactOptional(),
  trial: z.boolean(),
  dataLost: z.boolean(),
  orphan: z.boolean(),
  text: z.object({ what: text, consequence: text, do: text, within: z.number() }),
  raisedAt: moment,
  acknowledgedAt: moment.exactOptional(),
  acknowledgedBy: z.string().exactOptional(),
  clearedAt: moment.exactOptional(),
  shelved: shelf.exactOptional(),
  suppressed: z
    .object({
      at: moment,
      because: text,
      cause: z.string().exactOptional(),
      window: z.string().exactOptional(),
    })
    .exactOptional(),
  outOfService: shelf.extend({ permit: z.string() }).exactOptional(),
  incident: z.string().exactOptional(),
  occurrences: z.number(),
  version: z.number(),
}) satisfies z.ZodType<AlarmInfo>;
export const alarmInfos = z.array(alarmInfo);

/** Without `state`: every alarm that is not normal. */
export const alarmsQuery = z.strictObject({ state: alarmState.exactOptional() });

/** `for`: ms. */
export const shelveRequest = z.strictObject({
  version,
  for: z.number().int().positive(),
  reason: z.string().min(1).max(500),
});

export const outOfServiceRequest = z.strictObject({
  version,
  until: moment,
  permit: z.string().min(1).max(100),
  reason: z.string().min(1).max(500),
});

export const notedConditions = z.array(
  z.object({
    rule: z.string(),
    asset: z.string(),
    what: text,
    since: moment,
  }) satisfies z.ZodType<NotedCondition>,
);

const count = z.number();
export const alarmKpiInfo = z.object({
  from: moment,
  to: moment,
  count,
  perHour: count,
  perDay: count,
  peakHour: count,
  peakTenMinutes: count,
  floods: z.array(z.object({ from: moment, to: moment, count })),
  floodShare: count,
  byPriority: z.object({ critical: count, high: count, medium: count, low: count }),
  standing: z.array(z.string()),
  chattering: z.array(z.string()),
  fleeting: z.array(z.string()),
  worst: z.array(z.object({ alarm: z.string(), count, share: count })),
  acknowledgedAfterMs: z.object({ median: z.number(), p95: z.number() }).exactOptional(),
}) satisfies z.ZodType<AlarmKpiInfo>;

const windowInfo = z.object({
  id: z.string(),
  purpose: z.enum(WINDOW_PURPOSES),
  places: z.array(z.string()),
  from: moment,
  to: moment,
  reason: text,
  by: z.string().exactOptional(),
}) satisfies z.ZodType<WindowInfo>;
export const windowInfos = z.array(windowInfo);

export const windowRequest = z.strictObject({
  purpose: z.enum(WINDOW_PURPOSES),
  places: z.array(z.string()).min(1).max(100),
  from: moment,
  to: moment,
  reason: z.string().min(1).max(500),
});

export const coverageRows = z.array(
  z.object({
    asset: z.string(),
    rule: z.string(),
    what: text.exactOptional(),
    hazard: z.string().exactOptional(),
    state: z.enum(['watched', 'degraded', 'blind', 'unwatched']),
    since: moment.exactOptional(),
    because: z.array(z.object({ signal: z.string(), quality, reason: z.string().exactOptional() })),
  }) satisfies z.ZodType<CoverageRow>,
);
