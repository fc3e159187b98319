/** What homes and shops were told: when, by whom, in which words, and who knows of it. */
import type { NoticeInfo, UnitNoticeInfo } from '../contract.ts';
import type { Block, Line, Table } from './content.ts';
import type { ReportSpeech } from './report-speech.ts';
import { STANDINGS, type Standing } from './work-texts.ts';

/** The oldest first. Who does not know stands below: of a large estate it may be many. */
export function noticeBlocks(notices: readonly NoticeInfo[], speech: ReportSpeech): Block[] {
  if (notices.length === 0) return [];
  const inOrder = notices.toReversed();
  return [noticeTable(inOrder, speech), ...inOrder.flatMap((notice) => unknowing(notice, speech))];
}

function noticeTable(notices: readonly NoticeInfo[], speech: ReportSpeech): Table {
  const { say, word, moment, names, person, place } = speech;
  return {
    is: 'table',
    columns: [
      [word('at'), 16],
      [word('issuer'), 12],
      [word('message'), 36],
      [word('places'), 14],
      [word('knows'), 22],
    ],
    rows: notices.map((notice) => [
      moment(notice.at),
      notice.by === undefined ? '' : say(person(notice.by)),
      say(notice.text),
      names(notice.places.map(place)),
      knowledge(notice, speech),
    ]),
  };
}

/** How many know of it, and how each of them stands; what none of them is in is not said. */
function knowledge({ units }: NoticeInfo, { say, word }: ReportSpeech): Line[] {
  if (units.length === 0) return [{ text: word('noUnits'), tone: 'dim' }];
  const known = String(units.filter(isKnowing).length);
  const counted = (Object.keys(STANDINGS) as Standing[])
    .map((standing) => [standing, units.filter((unit) => standingOf(unit) === standing)] as const)
    .filter(([, found]) => found.length > 0)
    .map(([standing, { length }]): Line => {
      const figures = { what: say(STANDINGS[standing]), count: String(length) };
      return { text: word('counted', figures), tone: 'dim' };
    });
  const all = String(units.length);
  return [{ text: word('knowing', { known, all }), tone: 'plain' }, ...counted];
}

function unknowing({ at, units }: NoticeInfo, { names, say, word, moment }: ReportSpeech): Block[] {
  const without = units.filter((unit) => !isKnowing(unit)).map(({ name }) => say(name));
  if (without.length === 0) return [];
  const text = word('unknowing', { at: moment(at), names: names(without) });
  return [{ is: 'paragraph', text, tone: 'marked' }];
}

function standingOf({ state, via }: UnitNoticeInfo): Standing {
  return via ?? state;
}

function isKnowing({ state }: UnitNoticeInfo): boolean {
  return state === 'delivered' || state === 'told';
}
