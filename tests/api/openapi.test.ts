import { expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import type * as contract from '../../src/api/contract.ts';
import type * as alarm from '../../src/api/schemas/alarm.ts';
import type * as gateway from '../../src/api/schemas/gateway.ts';
import type * as incident from '../../src/api/schemas/incident.ts';
import type * as requests from '../../src/api/schemas/incident-requests.ts';
import type * as notification from '../../src/api/schemas/notification.ts';
import type * as person from '../../src/api/schemas/person.ts';
import type { problem } from '../../src/api/schemas/problem.ts';
import type { incidentReport } from '../../src/api/schemas/report.ts';
import type * as site from '../../src/api/schemas/site.ts';
import type * as work from '../../src/api/schemas/work.ts';
import { type StandIn, startApi } from './gateway-stand-in.ts';
import { nightSite } from './night-site.ts';
import { callEveryRoute, SIMULATION } from './sample-calls.ts';

test('the schemas say exactly what the contract’s types say', () => {
  expectTypeOf<z.infer<typeof problem>>().toEqualTypeOf<contract.Problem>();
  expectTypeOf<z.infer<typeof site.siteInfo>>().toEqualTypeOf<contract.SiteInfo>();
  expectTypeOf<z.infer<typeof site.signalReading>>().toEqualTypeOf<contract.SignalReading>();
  expectTypeOf<z.infer<typeof site.assetInfo>>().toEqualTypeOf<contract.AssetInfo>();
  expectTypeOf<z.infer<typeof site.deviceInfo>>().toEqualTypeOf<contract.DeviceInfo>();
  expectTypeOf<z.infer<typeof alarm.alarmInfo>>().toEqualTypeOf<contract.AlarmInfo>();
  expectTypeOf<z.infer<typeof alarm.alarmKpiInfo>>().toEqualTypeOf<contract.AlarmKpiInfo>();
  expectTypeOf<z.infer<typeof alarm.windowInfos>>().toEqualTypeOf<contract.WindowInfo[]>();
  expectTypeOf<z.infer<typeof alarm.notedConditions>>().toEqualTypeOf<contract.NotedCondition[]>();
  expectTypeOf<z.infer<typeof alarm.coverageRows>>().toEqualTypeOf<contract.CoverageRow[]>();
  expectTypeOf<
    z.infer<typeof incident.incidentSummary>
  >().toEqualTypeOf<contract.IncidentSummary>();
  expectTypeOf<z.infer<typeof incident.incidentDetail>>().toEqualTypeOf<contract.IncidentDetail>();
  expectTypeOf<z.infer<typeof incidentReport>>().toEqualTypeOf<contract.IncidentReport>();
  expectTypeOf<z.infer<typeof incident.ledgerFigures>>().toEqualTypeOf<contract.LedgerFigures>();
  expectTypeOf<z.infer<typeof site.siteDescription>>().toEqualTypeOf<contract.SiteDescription>();
  expectTypeOf<z.infer<typeof gateway.simulationInfo>>().toEqualTypeOf<contract.SimulationInfo>();
  expectTypeOf<z.infer<typeof incident.attachmentInfo>>().toEqualTypeOf<contract.AttachmentInfo>();
  expectTypeOf<z.infer<typeof person.me>>().toEqualTypeOf<contract.Me>();
  expectTypeOf<z.infer<typeof person.personInfo>>().toEqualTypeOf<contract.PersonInfo>();
  expectTypeOf<z.infer<typeof person.dutyInfo>>().toEqualTypeOf<contract.DutyInfo>();
  expectTypeOf<z.infer<typeof person.arrivalPoints>>().toEqualTypeOf<contract.ArrivalPoint[]>();
  expectTypeOf<z.infer<typeof gateway.healthInfo>>().toEqualTypeOf<contract.HealthInfo>();
  expectTypeOf<z.infer<typeof gateway.configInfo>>().toEqualTypeOf<contract.ConfigInfo>();
  expectTypeOf<z.infer<typeof gateway.readingRows>>().toEqualTypeOf<contract.ReadingRow[]>();
  expectTypeOf<z.infer<typeof requests.stepRequest>>().toEqualTypeOf<contract.StepRequest>();
  expectTypeOf<z.infer<typeof requests.reportRequest>>().toEqualTypeOf<contract.ReportRequest>();
  expectTypeOf<z.infer<typeof work.checkInfos>>().toEqualTypeOf<contract.CheckInfo[]>();
  expectTypeOf<z.infer<typeof work.noticeInfo>>().toEqualTypeOf<contract.NoticeInfo>();
  expectTypeOf<z.infer<typeof work.vulnerableInfos>>().toEqualTypeOf<contract.VulnerableInfo[]>();
  expectTypeOf<z.infer<typeof work.actionInfo>>().toEqualTypeOf<contract.ActionInfo>();
  expectTypeOf<z.infer<typeof work.actionRequest>>().toEqualTypeOf<contract.ActionRequest>();
  expectTypeOf<
    z.infer<typeof notification.notificationInfo>
  >().toEqualTypeOf<contract.NotificationInfo>();
});

/** Every route that express would really serve, as `get /api/v1/alarms`. */
function runningRoutes({ api }: StandIn): string[] {
  return api.app.router.stack.flatMap(({ route }) => {
    if (route === undefined) return [];
    // Each handler of a route is a layer of its own.
    const methods = [...new Set(route.stack.map(({ method }) => method))];
    return methods.map((method) => `${method} ${route.path.replace(/:(\w+)/g, '{$1}')}`);
  });
}

test('the description names exactly the running routes, for live and for drills', async () => {
  await using stand = await startApi({ settings: nightSite() });
  const { body } = await stand.nobody.get('/openapi.json');
  expect(body.openapi).toBe('3.1.0');
  const described = Object.entries<Record<string, { operationId: string }>>(body.paths).flatMap(
    ([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`),
  );
  const running = runningRoutes(stand);
  expect(running.length).toBeGreaterThan(40);
  expect(described.sort()).toEqual(running.sort());
  const ids = Object.values<Record<string, { operationId: string }>>(body.paths).flatMap(
    (methods) => Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);

  const references = JSON.stringify(body).match(/"#\/components\/schemas\/\w+"/g) ?? [];
  for (const reference of references) {
    const name = reference.slice('"#/components/schemas/'.length, -1);
    expect(body.components.schemas, name).toHaveProperty(name);
  }
});

test('every route’s real answer is what its schema says', async () => {
  await using stand = await startApi({ settings: nightSite(), simulation: SIMULATION });
  stand.say({ 'W1.wet': true, 'S1.levelM': 1.2 });
  for await (const [{ method, path, status, answer }, reply] of callEveryRoute(stand)) {
    const name = `${method} ${path}: ${JSON.stringify(reply.body)}`;
    expect(reply.status, name).toBe(status ?? (answer === undefined ? 204 : 200));
    if (answer === undefined) continue;
    expect(strictly(answer).safeParse(reply.body).error?.issues ?? [], name).toEqual([]);
  }
});

/** Refuses members that the schema does not name: the description would not tell of them. */
function strictly(schema: z.ZodType): z.ZodType {
  const document = z.toJSONSchema(schema, { target: 'draft-2020-12' });
  return z.fromJSONSchema(document as Parameters<typeof z.fromJSONSchema>[0]);
}
