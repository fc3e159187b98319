/** What an insurer or a court asks for as rows: who was called, who was told, what was measured. */
import type { IncidentReport } from '../contract.ts';
import type { ReportSpeech } from '../report/report-speech.ts';
import { STANDINGS } from '../report/work-texts.ts';
import type { CsvCell } from './csv.ts';

type Rows = CsvCell[][];

/** A row for each channel that was tried, and for each answer. */
export function callRows({ incident }: IncidentReport, speech: ReportSpeech): Rows {
  const { say, term, time, word } = speech;
  const head = [word('at'), word('person'), word('message'), word('channel'), word('state')];
  const rows = incident.notifications
    .toReversed()
    .flatMap(
      ({ requestedAt, text, recipients, answers }): Rows => [
        ...recipients.map(({ name, channel, result, at = requestedAt }) => [
          time(at),
          say(name),
          say(text),
          channel,
          result && term(result),
        ]),
        ...answers.map(({ name, answer, at }) => [
          time(at),
          say(name),
          say(text),
          word('answered'),
          term(answer),
        ]),
      ],
    );
  return [head, ...rows];
}

/** A row for each home or shop. */
export function noticeRows({ notices }: IncidentReport, speech: ReportSpeech): Rows {
  const { names, place, say, time, word } = speech;
  const own = [word('at'), word('message'), word('places')];
  const rows = notices.toReversed().flatMap(({ at, places, text, units }): Rows => {
    const told = [time(at), say(text), names(places.map(place))];
    return units.map(({ name, state, via, at: when }) => [
      ...told,
      say(name),
      say(STANDINGS[via ?? state]),
      when === undefined ? '' : time(when),
    ]);
  });
  return [[...own, word('unit'), word('state'), word('at')], ...rows];
}
