/** What the answers' schemas are called in the OpenAPI document. */
import type { z } from 'zod';
import * as alarm from './alarm.ts';
import * as gateway from './gateway.ts';
import * as incident from './incident.ts';
import * as notification from './notification.ts';
import * as person from './person.ts';
import { problem } from './problem.ts';
import { incidentReport } from './report.ts';
import * as site from './site.ts';
import * as work from './work.ts';

export const COMPONENT_NAMES: readonly (readonly [name: string, schema: z.ZodType])[] = [
  ['Problem', problem],
  ['SiteInfo', site.siteInfo],
  ['SiteDescription', site.siteDescription],
  ['SignalReading', site.signalReading],
  ['SignalReadings', site.signalReadings],
  ['AssetInfo', site.assetInfo],
  ['AssetInfos', site.assetInfos],
  ['DeviceInfo', site.deviceInfo],
  ['DeviceInfos', site.deviceInfos],
  ['AlarmInfo', alarm.alarmInfo],
  ['AlarmInfos', alarm.alarmInfos],
  ['AlarmKpiInfo', alarm.alarmKpiInfo],
  ['NotedConditions', alarm.notedConditions],
  ['WindowInfos', alarm.windowInfos],
  ['CoverageRows', alarm.coverageRows],
  ['IncidentSummary', incident.incidentSummary],
  ['IncidentSummaries', incident.incidentSummaries],
  ['IncidentDetail', incident.incidentDetail],
  ['IncidentReport', incidentReport],
  ['LedgerFigures', incident.ledgerFigures],
  ['AttachmentInfo', incident.attachmentInfo],
  ['CheckInfos', work.checkInfos],
  ['NoticeInfo', work.noticeInfo],
  ['NoticeInfos', work.noticeInfos],
  ['VulnerableInfos', work.vulnerableInfos],
  ['ActionInfo', work.actionInfo],
  ['ActionInfos', work.actionInfos],
  ['NotificationInfo', notification.notificationInfo],
  ['NotificationInfos', notification.notificationInfos],
  ['Me', person.me],
  ['TerminalInfos', person.terminalInfos],
  ['TokenAnswer', person.tokenAnswer],
  ['PersonInfo', person.personInfo],
  ['PersonInfos', person.personInfos],
  ['DutyInfo', person.dutyInfo],
  ['ArrivalPoints', person.arrivalPoints],
  ['ReadinessInfos', person.readinessInfos],
  ['HealthInfo', gateway.healthInfo],
  ['ConfigInfo', gateway.configInfo],
  ['SimulationInfo', gateway.simulationInfo],
  ['FaultAnswer', gateway.faultAnswer],
  ['ReadingRows', gateway.readingRows],
];
