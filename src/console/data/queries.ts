/** What the pages read. Lists are loaded once, then kept new by the stream (`stream/apply.ts`). */
import { queryOptions, skipToken, useQuery } from '@tanstack/react-query';
import type {
  AlarmInfo,
  AlarmKpiInfo,
  ArrivalPoint,
  AssetInfo,
  CoverageRow,
  DeviceInfo,
  DutyInfo,
  IncidentDetail,
  IncidentSummary,
  LedgerFigures,
  NotificationInfo,
  ReadinessInfo,
  ReadingRow,
  SignalReading,
  SimulationInfo,
  SiteDescription,
} from '../../api/contract.ts';
import { call } from './client.ts';
import { keys } from './keys.ts';
import { routes } from './routes.ts';
import { serverNow } from './stream/link.ts';

/** Guards and verifications follow telemetry, of which the stream tells no incident event. */
const GUARDED_EVERY_MS = 3_000;
/** Not on the stream: how often they are asked for while a page shows them. */
const COVERAGE_EVERY_MS = 15_000;
const DUTY_EVERY_MS = 60_000;
/** Somebody is away from the desk, and may be missed. */
const ABSENCE_EVERY_MS = 15_000;
const SIMULATION_EVERY_MS = 2_000;

const DAY_MS = 86_400_000;
/** Figures over days do not change while one looks at them. */
const FIGURES_FRESH_MS = 60_000;

export type AssetSignals = Readonly<Record<string, SignalReading>>;
const NO_SIGNALS: AssetSignals = {};

export function useSite() {
  return useQuery({ queryKey: keys.site, queryFn: () => call<SiteDescription>(routes.site) });
}

export function useAssets() {
  return useQuery({ queryKey: keys.assets, queryFn: () => call<AssetInfo[]>(routes.assets) });
}

/** All that were ever raised: the open ones, and those that are over. */
export function useAlarms() {
  return useQuery({
    queryKey: keys.alarms,
    queryFn: async () => {
      const urls = [routes.openAlarms, routes.normalAlarms];
      const lists = await Promise.all(urls.map((url) => call<AlarmInfo[]>(url)));
      return lists.flat();
    },
  });
}

/** Figures of the last days; asked for when somebody opens them, and again after a minute. */
export function useAlarmKpis(days: number) {
  return useQuery({
    queryKey: keys.alarmKpis(days),
    queryFn: () => call<AlarmKpiInfo>(routes.alarmKpis(Date.now() - days * DAY_MS)),
    staleTime: FIGURES_FRESH_MS,
  });
}

/** Of the incidents of the last days. */
export function useLedger(days: number) {
  return useQuery({
    queryKey: keys.ledger(days),
    queryFn: () => call<LedgerFigures>(routes.ledger(Date.now() - days * DAY_MS)),
    staleTime: FIGURES_FRESH_MS,
  });
}

/** Emergencies. What is planned and checks are in `work-queries.ts`. */
export function useIncidents() {
  const queryFn = () => call<IncidentSummary[]>(routes.incidents);
  return useQuery({ queryKey: keys.incidents, queryFn });
}

export function useIncident(id: string) {
  return useQuery({
    queryKey: keys.incident(id),
    queryFn: () => call<IncidentDetail>(routes.incident(id)),
    refetchInterval: ({ state }) => (watchesTelemetry(state.data) ? GUARDED_EVERY_MS : false),
  });
}

/** What a page has loaded of an incident; asks for nothing. */
export function useKnownIncident(id: string): IncidentDetail | undefined {
  return useQuery<IncidentDetail>({ queryKey: keys.incident(id), queryFn: skipToken }).data;
}

export function notificationsOf(incident: string) {
  const queryFn = () => call<NotificationInfo[]>(routes.notifications(incident));
  return queryOptions({ queryKey: keys.notifications(incident), queryFn });
}

export function useNotifications(incident: string) {
  return useQuery(notificationsOf(incident));
}

export function useDevices() {
  return useQuery({ queryKey: keys.devices, queryFn: () => call<DeviceInfo[]>(routes.devices) });
}

export function useCoverage() {
  return useQuery({
    queryKey: keys.coverage,
    queryFn: () => call<CoverageRow[]>(routes.coverage),
    refetchInterval: COVERAGE_EVERY_MS,
  });
}

export function useDuty() {
  return useQuery({
    queryKey: keys.duty,
    queryFn: () => call<DutyInfo>(routes.duty),
    refetchInterval: ({ state }) => (state.data?.away.length ? ABSENCE_EVERY_MS : DUTY_EVERY_MS),
  });
}

export function useArrivalPoints() {
  const queryFn = () => call<ArrivalPoint[]>(routes.arrivalPoints);
  return useQuery({ queryKey: keys.arrivalPoints, queryFn });
}

/** The gateway looks when it is asked: `at` is when that was, by its clock. */
export function useReadiness() {
  return useQuery({
    queryKey: keys.readiness,
    queryFn: async () => {
      const findings = await call<ReadinessInfo[]>(routes.readiness);
      return { findings, at: serverNow() };
    },
    refetchInterval: DUTY_EVERY_MS,
  });
}

export function useSimulation() {
  return useQuery({
    queryKey: keys.simulation,
    queryFn: () => call<SimulationInfo>(routes.simulation),
    refetchInterval: SIMULATION_EVERY_MS,
  });
}

/** The live signals of one asset, by name; there is nothing to fetch, the stream tells them. */
export function signalsOf(asset: string) {
  return queryOptions<AssetSignals>({ queryKey: keys.signals(asset), queryFn: skipToken });
}

/** Empty until the stream has told them. */
export function useSignals(asset: string): AssetSignals {
  return useQuery(signalsOf(asset)).data ?? NO_SIGNALS;
}

/** About 240 points over the last hours. */
export function useReadings(asset: string, signal: string, hours: number) {
  return useQuery({
    queryKey: keys.readings(asset, signal, hours),
    queryFn: () => call<ReadingRow[]>(routes.readings(readingsQuery(asset, signal, hours))),
    staleTime: 30_000,
  });
}

function readingsQuery(asset: string, signal: string, hours: number): Record<string, string> {
  const to = Date.now();
  const from = to - hours * 3_600_000;
  const step = String(Math.round((hours * 3_600_000) / 240));
  return { asset, signal, from: String(from), to: String(to), step };
}

function watchesTelemetry(incident: IncidentDetail | undefined): boolean {
  if (incident?.state !== 'open') return false;
  if (incident.harms.length > 0) return true;
  const active = incident.steps.filter(({ state }) => state === 'active');
  return active.some(({ guard, do: kind }) => guard !== undefined || kind === 'verify');
}
