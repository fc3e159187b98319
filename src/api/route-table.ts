/** Every route that the API serves. Its description and its mounting are made from this table. */
import type { Route } from './route.ts';
import { ALARM_ROUTES } from './routes/alarm-routes.ts';
import { DESK_ROUTES } from './routes/desk-routes.ts';
import { EVIDENCE_ROUTES } from './routes/evidence-routes.ts';
import { GATEWAY_ROUTES } from './routes/gateway-routes.ts';
import { INCIDENT_ROUTES } from './routes/incident-routes.ts';
import { LEDGER_ROUTES } from './routes/ledger-routes.ts';
import { NOTICE_ROUTES } from './routes/notice-routes.ts';
import { NOTIFICATION_ROUTES } from './routes/notification-routes.ts';
import { PEOPLE_ROUTES } from './routes/people-routes.ts';
import { RECORD_ROUTES } from './routes/record-routes.ts';
import { REPORT_ROUTES } from './routes/report-routes.ts';
import { SESSION_ROUTES } from './routes/session-routes.ts';
import { SIMULATION_ROUTES } from './routes/simulation-routes.ts';
import { SITE_ROUTES } from './routes/site-routes.ts';
import { TERMINAL_ROUTES } from './routes/terminal-routes.ts';
import { WINDOW_ROUTES } from './routes/window-routes.ts';
import { WORK_ROUTES } from './routes/work-routes.ts';

export const ROUTES: readonly Route[] = [
  ...GATEWAY_ROUTES,
  ...SESSION_ROUTES,
  ...TERMINAL_ROUTES,
  ...SITE_ROUTES,
  ...ALARM_ROUTES,
  ...WINDOW_ROUTES,
  ...INCIDENT_ROUTES,
  ...RECORD_ROUTES,
  ...REPORT_ROUTES,
  ...EVIDENCE_ROUTES,
  ...LEDGER_ROUTES,
  ...NOTICE_ROUTES,
  ...WORK_ROUTES,
  ...NOTIFICATION_ROUTES,
  ...PEOPLE_ROUTES,
  ...DESK_ROUTES,
  ...SIMULATION_ROUTES,
];
