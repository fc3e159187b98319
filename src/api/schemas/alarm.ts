/** Alarms, and what watches for them. */
import { z } from 'zod';
import type { AlarmInfo, CoverageRow } from '../contract.ts';
import { evidence, moment, priority, quality, text } from './basics.ts';

const alarmState = z.enum([
  'normal',
  'unacknowledged',
  'acknowledged',
  'returned',
  'latched-unacknowledged',
  'latched-acknowledged',
]);

export const alarmInfo = z.object({
  id: z.string(),
  rule: z.string(),
  asset: z.string(),
  priority,
  state: alarmState,
  active: z.boolean(),
  hazard: z.string().exactOptional(),
  evidence: evidence.exactOptional(),
  dataLost: z.boolean(),
  orphan: z.boolean(),
  text: z.object({ what: text, consequence: text, do: text, within: z.number() }),
  raisedAt: moment,
  acknowledgedAt: moment.exactOptional(),
  acknowledgedBy: z.string().exactOptional(),
  clearedAt: moment.exactOptional(),
  incident: z.string().exactOptional(),
  occurrences: z.number(),
  version: z.number(),
}) satisfies z.ZodType<AlarmInfo>;
export const alarmInfos = z.array(alarmInfo);

/** Without `state`: every alarm that is not normal. */
export const alarmsQuery = z.strictObject({ state: alarmState.exactOptional() });

export const coverageRows = z.array(
  z.object({
    asset: z.string(),
    rule: z.string(),
    hazard: z.string().exactOptional(),
    state: z.enum(['watched', 'degraded', 'blind', 'unwatched']),
    since: moment.exactOptional(),
    because: z.array(z.object({ signal: z.string(), quality, reason: z.string().exactOptional() })),
  }) satisfies z.ZodType<CoverageRow>,
);
