/** The record: every field with its answer, both times, who gave it, and what was corrected. */
import type { FieldAnswer, IncidentDetail } from '../contract.ts';
import type { Line, Table } from './content.ts';
import { type Entry, entryName, recordEntries } from './record-entries.ts';
import { photosIn } from './record-photos.ts';
import type { ReportSpeech } from './report-speech.ts';

export function recordTable(incident: IncidentDetail, speech: ReportSpeech): Table {
  const { word, say, moment, person } = speech;
  const photos = photosIn(incident).map(({ id }) => id);
  return {
    is: 'table',
    columns: [
      [word('field'), 25],
      [word('answer'), 29],
      [word('systemTime'), 16],
      [word('claimedTime'), 16],
      [word('by'), 14],
    ],
    rows: recordEntries(incident).map((entry) => {
      const { answer } = entry;
      return [
        entryName(entry, speech),
        answerLines(entry, photos, speech),
        answer === undefined ? '' : moment(answer.at),
        answer?.claimedAt === undefined ? '' : moment(answer.claimedAt),
        answer?.by === undefined ? '' : say(person(answer.by)),
      ];
    }),
  };
}

function answerLines(entry: Entry, photos: readonly string[], speech: ReportSpeech): Line[] {
  const { word, say, moment, person } = speech;
  const { answer, isWanted } = entry;
  if (answer === undefined) {
    return [isWanted ? { text: word('blank'), tone: 'marked' } : { text: '—', tone: 'plain' }];
  }
  const words = (value: FieldAnswer['value']) => valueWords(value, entry, photos, speech);
  const corrections = answer.corrections.map(({ value, at, by, reason }): Line => {
    const who = by === undefined ? '' : say(person(by));
    const filled = { value: words(value), at: moment(at), person: who, reason };
    return { text: word('corrected', filled), tone: 'dim' };
  });
  return [{ text: words(answer.value), tone: 'plain' }, ...corrections];
}

function valueWords(
  value: FieldAnswer['value'],
  { field, answer }: Entry,
  photos: readonly string[],
  { list, names, say, word, time, person, place }: ReportSpeech,
): string {
  if (value === null) return answer?.hidden ? '●●●' : word('erased');
  if (Array.isArray(value)) {
    if (field.type === 'places') return names(value.map(place));
    if (field.type === 'people') return names(value.map((id) => say(person(id))));
    return word('photo', { numbers: list(value.map((id) => String(photos.indexOf(id) + 1))) });
  }
  if (field.type === 'choice' && field.of?.[String(value)]) return say(field.of[String(value)]!);
  if (field.type === 'time' && typeof value === 'number') return time(value);
  if (field.type === 'person' && typeof value === 'string') return say(person(value));
  return String(value);
}
