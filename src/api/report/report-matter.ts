/** What a report of one incident is made of, for one caller. */
import { join } from 'node:path';
import type { IncidentReport, Language } from '../contract.ts';
import { findIncident, type Onlooker, showIncident } from '../incident-answer.ts';
import type { Realm } from '../ports.ts';
import type { ApiState } from '../route.ts';
import { actionInfos } from '../views/actions.ts';
import { noticeInfos } from '../views/notices.ts';
import { viewOf } from '../views/realm-view.ts';
import type { ReportContent } from './content.ts';
import type { FindPhoto } from './record-photos.ts';
import { reportContent } from './report-content.ts';
import { createReportSpeech, type ReportSpeech } from './report-speech.ts';
import { REPORT_TEXTS } from './report-texts.ts';
import { reportTrends } from './report-trends.ts';

export function reportOf(onlooker: Onlooker, id: string): IncidentReport {
  const { realm, ports } = onlooker;
  const { site } = realm.engine.compiled.settings.site;
  const incident = showIncident(onlooker, id);
  return {
    generatedAt: ports.wallClock(),
    site: { id: site.id, name: site.name },
    incident,
    notices: noticeInfos(viewOf(realm), incident.id),
    actions: actionInfos(viewOf(realm), { incident: incident.id }),
    proof: { ...realm.journalHead(), purpose: REPORT_TEXTS.purpose },
  };
}

/** Without a language: the site's own. */
export function speechOf({ engine }: Realm, language: Language | undefined): ReportSpeech {
  const { state, compiled } = engine;
  const { site, areas, assets } = compiled.settings.site;
  return createReportSpeech(language ?? site.language, site.timezone, {
    people: new Map(state.duty.people?.people.map(({ id, name }) => [id, name])),
    places: new Map([...assets, ...areas].map(({ id, name }) => [id, name])),
  });
}

export async function contentOf(
  { api, realm }: Pick<Onlooker, 'realm'> & { api: Pick<ApiState, 'attachments'> },
  report: IncidentReport,
  speech: ReportSpeech,
): Promise<ReportContent> {
  const incident = findIncident(realm, report.incident.id);
  const trends = await reportTrends({ realm, incident, period: report.incident.period }, speech);
  return reportContent({ report, trends, findPhoto: photoFinder(api) }, speech);
}

export function photoFinder({ attachments }: Pick<ApiState, 'attachments'>): FindPhoto {
  return (id) => {
    const found = attachments.find(id);
    return found && { file: join(found.folder, id), type: found.type };
  };
}
