/** The record of an incident as a whole. */
import { z } from 'zod';
import type { IncidentReport } from '../contract.ts';
import { moment, text } from './basics.ts';
import { incidentDetail } from './incident.ts';
import { actionInfos, noticeInfos } from './work.ts';

export const incidentReport = z.object({
  generatedAt: moment,
  site: z.object({ id: z.string(), name: text }),
  incident: incidentDetail,
  notices: noticeInfos,
  actions: actionInfos,
  proof: z.object({ seq: z.number(), hash: z.string(), purpose: text }),
}) satisfies z.ZodType<IncidentReport>;
