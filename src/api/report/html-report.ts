/**
 * The record of one incident as a page to be printed: what happened, how long it took, what was
 * answered and corrected, who did what, who was told. A blank stands there as blank.
 */
import type { FieldAnswer, FieldDefinition, IncidentReport, StepInfo } from '../contract.ts';
import { html, Markup } from './markup.ts';
import type { ReportSpeech } from './report-speech.ts';
import { REPORT_STYLE } from './report-style.ts';
import { type Trend, trendPicture } from './trend-picture.ts';

export function htmlReport(
  report: IncidentReport,
  trends: readonly Trend[],
  speech: ReportSpeech,
): string {
  const { site, incident } = report;
  const { say, word, time } = speech;
  const title = `${say(incident.title)} · ${say(incident.place)}`;
  const page = html`<!doctype html>
<html lang="${speech.language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
<title>${word('title')} ${incident.id}</title>
<style>${new Markup(REPORT_STYLE)}</style></head><body>
<p class="dim">${say(site.name)} · ${word('title')}</p>
<h1>${title}</h1>
${facts(report, speech)}
${incident.missing.length > 0 && missing(report, speech)}
${incident.lacking.length > 0 && lacking(report, speech)}
${section(word('ledger'), ledger(report, speech))}
${section(word('record'), record(report, speech))}
${section(word('steps'), steps(report, speech))}
${section(word('told'), told(report, speech))}
${trends.length > 0 && section(word('trends'), html`${trends.map(trendPicture)}`)}
${incident.consequences.length > 0 && section(word('consequences'), consequences(report, speech))}
${section(word('timeline'), timeline(report, speech))}
<footer>${word('generated')} ${time(report.generatedAt)} · ${incident.id} · ${site.id}</footer>
</body></html>`;
  return page.text;
}

function section(title: string, content: Markup): Markup {
  return html`<section><h2>${title}</h2>${content}</section>`;
}

function table(heads: readonly string[], rows: readonly Markup[]): Markup {
  const head = heads.map((name) => html`<th scope="col">${name}</th>`);
  return html`<table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>`;
}

function facts({ incident }: IncidentReport, speech: ReportSpeech): Markup {
  const { word, wordOr, time, person } = speech;
  const { closedAt, outcome, lead, note, closingReason } = incident;
  const rows: [string, string | undefined][] = [
    [word('number'), incident.number ?? incident.id],
    [word('opened'), time(incident.openedAt)],
    [word('closed'), closedAt === undefined ? word('open') : time(closedAt)],
    [word('outcome'), outcome && wordOr(outcome)],
    [word('evidence'), wordOr(incident.evidence)],
    [word('source'), wordOr(incident.source)],
    [word('lead'), lead && person(lead)],
    [word('note'), note],
    [word('reason'), closingReason],
  ];
  const known = rows.filter(([, value]) => value !== undefined);
  return html`<dl>${known.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

function missing({ incident }: IncidentReport, { say, word }: ReportSpeech): Markup {
  const names = incident.missing.map(({ kind, id, item }) => {
    const step = incident.steps.find(({ key }) => key === id);
    const text = kind === 'field' ? incident.recordFields[id]?.text : step?.text;
    return [text === undefined ? id : say(text), item].filter(Boolean).join(' · ');
  });
  return html`<p class="blank">${word('missing')}: ${names.join('; ')}</p>`;
}

function lacking({ incident }: IncidentReport, { say, word, asset }: ReportSpeech): Markup {
  const names = incident.lacking.map(({ id, item }) => {
    const text = incident.recordFields[id]?.text;
    return [text === undefined ? id : say(text), item && asset(item)].filter(Boolean).join(' · ');
  });
  return html`<p class="blank">${word('lacking')}: ${names.join('; ')}</p>`;
}

function ledger({ incident }: IncidentReport, speech: ReportSpeech): Markup {
  const { say, word, time, span } = speech;
  const first = Math.min(incident.openedAt, ...incident.ledger.flatMap(({ at }) => at ?? []));
  const rows = incident.ledger.map(({ text, at, limitAt, late }) => {
    const after = at === undefined ? '—' : span(at - first);
    const limit = limitAt === undefined ? '—' : span(limitAt - first);
    return html`<tr><td>${say(text)}</td><td>${at === undefined ? '—' : time(at)}</td>
<td>${after}</td><td class="${late ? 'late' : ''}">${limit}${late && ` ${word('late')}`}</td></tr>`;
  });
  return table([word('moment'), word('at'), word('after'), word('limit')], rows);
}

function record(report: IncidentReport, speech: ReportSpeech): Markup {
  const { incident } = report;
  const { word } = speech;
  const wanted = new Set(incident.missing.filter(({ kind }) => kind === 'field').map(fieldKey));
  const own = Object.entries(incident.recordFields).filter(([, { per }]) => per === undefined);
  const rows = [
    ...own.map(([id, field]) => {
      const isBlank = wanted.has(fieldKey({ id }));
      return fieldRow(field, incident.record[id], { item: '', isBlank }, speech);
    }),
    ...Object.entries(incident.itemRecords).flatMap(([item, answers]) =>
      Object.entries(answers).flatMap(([name, answer]) => {
        const field = incident.recordFields[name];
        const at = { item: speech.asset(item), isBlank: false };
        return field === undefined ? [] : [fieldRow(field, answer, at, speech)];
      }),
    ),
  ];
  const heads = [
    word('field'),
    word('answer'),
    word('systemTime'),
    word('claimedTime'),
    word('by'),
  ];
  return table(heads, rows);
}

function fieldKey({ id, item = '' }: { id: string; item?: string }): string {
  return `${id}@${item}`;
}

function fieldRow(
  field: FieldDefinition,
  answer: FieldAnswer | undefined,
  { item, isBlank }: { item: string; isBlank: boolean },
  speech: ReportSpeech,
): Markup {
  const { say, word, time, person } = speech;
  const name = [say(field.text), item].filter(Boolean).join(' · ');
  if (answer === undefined) {
    const blank = isBlank ? html`<span class="blank">${word('blank')}</span>` : html`—`;
    return html`<tr><td>${name}</td><td>${blank}</td><td></td><td></td><td></td></tr>`;
  }
  const corrections = answer.corrections.map(
    ({ value, at, reason, by }) =>
      html`<br><span class="dim">${word('corrected')}: ${valueWords(
        field,
        value,
        speech,
      )} (${time(at)}, ${by === undefined ? '' : person(by)}: ${reason})</span>`,
  );
  return html`<tr><td>${name}</td><td>${valueWords(field, answer.value, speech)}${corrections}</td>
<td>${time(answer.at)}</td><td>${answer.claimedAt === undefined ? '' : time(answer.claimedAt)}</td>
<td>${answer.by === undefined ? '' : person(answer.by)}</td></tr>`;
}

function valueWords(
  field: FieldDefinition,
  value: FieldAnswer['value'],
  { say, time, person }: ReportSpeech,
): string {
  if (Array.isArray(value)) return value.map((each) => listed(each)).join('; ');
  if (field.type === 'choice' && field.of?.[String(value)]) return say(field.of[String(value)]!);
  if (field.type === 'time' && typeof value === 'number') return time(value);
  if (field.type === 'person' && typeof value === 'string') return person(value);
  return value === undefined || value === null ? '●●●' : String(value);
}

/** A photo by its name, somebody by all that he gave. */
function listed(each: unknown): string {
  return typeof each === 'object' && each !== null ? Object.values(each).join(' ') : String(each);
}

function steps({ incident }: IncidentReport, speech: ReportSpeech): Markup {
  const { say, word, time } = speech;
  const timeOr = (at: number | undefined) => (at === undefined ? '' : time(at));
  const shown = incident.steps.filter(({ state }) => state !== 'pending');
  const rows = shown.map(
    (step) => html`<tr><td>${step.step}</td><td>${say(step.text)}${
      step.itemName && ` · ${say(step.itemName)}`
    }</td><td>${stateWords(step, speech)}</td>
<td>${timeOr(step.doneAt)}</td>
<td class="${step.late ? 'late' : ''}">${timeOr(step.dueAt)}</td></tr>`,
  );
  return table(['', word('step'), word('state'), word('at'), word('limit')], rows);
}

function stateWords(step: StepInfo, { word, person }: ReportSpeech): string {
  const who = step.automatic ? word('automatic') : step.doneBy && person(step.doneBy);
  const behalf = step.onBehalfOf && `${word('onBehalf')} ${person(step.onBehalfOf)}`;
  const words = [word(step.state), who, behalf, step.reason];
  if (step.contradicts) words.push(word('contradicts'));
  return words.filter(Boolean).join(', ');
}

function told({ incident }: IncidentReport, speech: ReportSpeech): Markup {
  const { say, word, wordOr, time } = speech;
  const oldestFirst = [...incident.notifications].reverse();
  const rows = oldestFirst.flatMap(({ text, requestedAt, recipients, answers }) =>
    recipients.map(({ person, name, channel, result }) => {
      const answer = answers.find((given) => given.person === person);
      const words = [result && wordOr(result), answer && wordOr(answer.answer)];
      return html`<tr><td>${time(requestedAt)}</td><td>${say(name)}</td><td>${say(text)}</td>
<td>${channel}</td><td>${words.filter(Boolean).join(', ')}</td></tr>`;
    }),
  );
  return table([word('at'), word('person'), word('message'), '', word('result')], rows);
}

function consequences({ incident }: IncidentReport, { say, time, asset }: ReportSpeech): Markup {
  const lines = incident.consequences.map(
    ({ asset: id, text, raisedAt }) =>
      html`<li>${time(raisedAt)} · ${asset(id)} · ${say(text.what)}</li>`,
  );
  return html`<ul>${lines}</ul>`;
}

function timeline({ incident }: IncidentReport, { say, word, time }: ReportSpeech): Markup {
  const rows = incident.timeline.map(
    ({ seq, at, text }) => html`<tr><td>${seq}</td><td>${time(at)}</td><td>${say(text)}</td></tr>`,
  );
  return table(['#', word('at'), ''], rows);
}
