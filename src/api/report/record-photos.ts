/** The record's photos, each once and under one number, also those that a correction replaced. */
import type { AttachmentInfo, FieldAnswer, IncidentDetail } from '../contract.ts';
import type { Photo } from './content.ts';
import { type Entry, entryName, recordEntries } from './record-entries.ts';
import type { ReportSpeech } from './report-speech.ts';

/** Where the photo of an id is stored; undefined where it is none. */
export type FindPhoto = (id: string) => { file: string; type: AttachmentInfo['type'] } | undefined;

interface Named {
  id: string;
  entry: Entry;
  isReplaced: boolean;
}

/** A photo's number is its place in the list, plus one. Hidden ones have none. */
export function photosIn(incident: IncidentDetail): Named[] {
  const entries = recordEntries(incident).filter(({ field }) => field.type === 'photo');
  const now = entries.flatMap((entry) => named(entry, entry.answer?.value, false));
  const before = entries.flatMap((entry) =>
    (entry.answer?.corrections ?? []).flatMap(({ value }) => named(entry, value, true)),
  );
  const all = [...now, ...before];
  return all.filter(({ id }, index) => all.findIndex((photo) => photo.id === id) === index);
}

export function recordPhotos(
  incident: IncidentDetail,
  find: FindPhoto,
  speech: ReportSpeech,
): Photo[] {
  const { list, say, word, time, person } = speech;
  return photosIn(incident).map(({ id, entry, isReplaced }, index) => {
    const { at, by } = entry.answer!;
    const origin = [time(at), by && say(person(by))];
    const caption = list([
      word('photo', { numbers: String(index + 1) }),
      entryName(entry, speech),
      ...(isReplaced ? [word('replaced')] : origin),
    ]);
    return {
      is: 'photo',
      caption,
      instead: {
        unreadable: word('photoUnreadable', { caption }),
        'too-much': word('photoTooMuch', { caption }),
        unfit: word('photoUnfit', { caption }),
      },
      ...find(id),
    };
  });
}

function named(
  entry: Entry,
  value: FieldAnswer['value'] | undefined,
  isReplaced: boolean,
): Named[] {
  return Array.isArray(value) ? value.map((id) => ({ id, entry, isReplaced })) : [];
}
