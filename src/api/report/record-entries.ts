/** The record's fields in their order, those of each asset after the incident's own. */
import type { FieldAnswer, FieldDefinition, IncidentDetail } from '../contract.ts';
import type { ReportSpeech } from './report-speech.ts';

export interface Entry {
  field: FieldDefinition;
  /** Of a field that each asset has one of. */
  item: string | undefined;
  answer: FieldAnswer | undefined;
  /** It must not be blank. */
  isWanted: boolean;
}

export function recordEntries(incident: IncidentDetail): Entry[] {
  const { recordFields, record, itemRecords, missing, lacking } = incident;
  const blank = [...missing.filter(({ kind }) => kind === 'field'), ...lacking];
  const wanted = new Set(blank.map(({ id, item }) => fieldKey(id, item)));
  const items = new Set([...Object.keys(itemRecords), ...blank.flatMap(({ item }) => item ?? [])]);
  const entries = (item?: string): Entry[] =>
    Object.entries(recordFields)
      .filter(([, { per }]) => (per === undefined) === (item === undefined))
      .map(([id, field]) => ({
        field,
        item,
        answer: item === undefined ? record[id] : itemRecords[item]?.[id],
        isWanted: wanted.has(fieldKey(id, item)),
      }));
  // An asset that an optional field could be about need not have it.
  const ofItems = [...items]
    .flatMap(entries)
    .filter(({ answer, isWanted }) => answer !== undefined || isWanted);
  return [...entries(), ...ofItems];
}

export function entryName({ field, item }: Entry, { say, place }: ReportSpeech): string {
  return item === undefined ? say(field.text) : `${say(field.text)} · ${place(item)}`;
}

function fieldKey(id: string, item = ''): string {
  return `${id}@${item}`;
}
