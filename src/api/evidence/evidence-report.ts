/** Of what the evidence is made: with the people and homes concerned, or without. */
import type { IncidentReport, NoticeInfo, Text } from '../contract.ts';
import type { Onlooker } from '../incident-answer.ts';
import { reportOf } from '../report/report-matter.ts';

/** With them only where the caller may see them. */
export function evidenceReport(
  onlooker: Onlooker,
  incident: string,
  withPersonal: boolean,
): IncidentReport {
  if (withPersonal) return reportOf(onlooker, incident);
  const who = { ...onlooker.who, personalData: false };
  const report = reportOf({ ...onlooker, who }, incident);
  return { ...report, notices: report.notices.map(withoutHomes) };
}

/** How many knew of it still stands there, and how each of them did. */
function withoutHomes(notice: NoticeInfo): NoticeInfo {
  const units = notice.units.map((unit, index) => {
    const number = String(index + 1);
    return { ...unit, unit: number, name: nameOf(unit.kind, number) };
  });
  return { ...notice, units };
}

function nameOf(kind: NoticeInfo['units'][number]['kind'], number: string): Text {
  return kind === 'shop'
    ? { zh: `商户${number}`, en: `Shop ${number}` }
    : { zh: `住户${number}`, en: `Home ${number}` };
}
