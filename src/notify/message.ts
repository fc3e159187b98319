/** From outbox rows to what a channel sends: the template's text, and the marks it must bear. */
import { renderTemplate, type Texts } from '../core/duty/templates.ts';
import { LIVE } from '../core/realm.ts';
import type { Language, Text } from '../core/text.ts';
import type { OutboundMessage } from './channel.ts';
import type { OutboxRow } from './outbox.ts';

export interface Composer {
  texts: Texts;
  /** `gateway.yaml` says `simulated: true`: every message bears it (`decisions.md` 27). */
  simulated: boolean;
  languageOf(person: string): Language;
  /** Of a home or shop: its address there, which no event holds (`practice.md` P-52). */
  addressOf?(recipient: string, channel: string): string | undefined;
  /** The head of the record's chain now, for a message that carries it to a second party (P-51). */
  chainHead?(): string;
  /** Where in the console this message is answered. */
  linkTo?(row: OutboxRow): string | undefined;
}

/** Titles that a summary lists; the rest is a number. */
const SUMMARY_LINES = 10;

/** Rows of one notification: a person's own, or everyone's who reads the same group. */
export function composeMessage(rows: readonly OutboxRow[], composer: Composer): OutboundMessage {
  const text = renderText(rows[0]!, composer);
  return dressMessage(rows, composer, { text, merged: 1 });
}

/** Rows of several notifications in one message; the most urgent first. */
export function composeSummary(rows: readonly OutboxRow[], composer: Composer): OutboundMessage {
  const each = new Map(rows.map((row) => [row.request.data.notification, row]));
  const titles = [...each.values()]
    .slice(0, SUMMARY_LINES)
    .map((row) => toTitle(renderText(row, composer)));
  const count = each.size;
  const more = count - titles.length;
  const text = {
    zh: [
      `${count} 条消息合并`,
      ...titles.map(({ zh }) => zh),
      ...(more > 0 ? [`另有 ${more} 条`] : []),
    ],
    en: [
      `${count} messages in one`,
      ...titles.map(({ en }) => en),
      ...(more > 0 ? [`and ${more} more`] : []),
    ],
  };
  const joined = { zh: text.zh.join('\n'), en: text.en.join('\n') };
  return dressMessage(rows, composer, { text: joined, merged: count });
}

function dressMessage(
  rows: readonly OutboxRow[],
  composer: Composer,
  { text, merged }: { text: Text; merged: number },
): OutboundMessage {
  const first = rows[0]!;
  const { notification, priority, template, role, incident, alarm } = first.request.data;
  const marks = {
    simulated: composer.simulated,
    drill: first.request.realm !== LIVE,
    possiblyRepeat: rows.some((row) => row.possiblyRepeat),
  };
  const marked = markText(text, marks);
  const recipients = new Map(
    rows.map(({ recipient: { person, channel, address: known } }) => {
      const address = known ?? composer.addressOf?.(person, channel);
      return [person, { person, ...(address !== undefined && { address }) }];
    }),
  );
  const url = composer.linkTo?.(first);
  return {
    key: first.key,
    notification,
    realm: first.request.realm,
    priority,
    template,
    role,
    title: toTitle(marked),
    text: marked,
    languages: [...new Set([...recipients.keys()].map((person) => composer.languageOf(person)))],
    recipients: [...recipients.values()],
    // A summary is about many; the first one's link would mislead.
    ...(merged === 1 && incident !== undefined && { incident }),
    ...(merged === 1 && alarm !== undefined && { alarm }),
    ...(merged === 1 && url !== undefined && { url }),
    ...marks,
    merged,
    attempt: first.attempts + 1,
    at: first.request.wallAt,
  };
}

function renderText(row: OutboxRow, { chainHead, texts }: Composer): Text {
  const { template, parameters } = row.request.data;
  const head = chainHead === undefined ? {} : { chainHead: chainHead() };
  return renderTemplate(texts, template, { ...head, ...parameters });
}

interface Marks {
  simulated: boolean;
  drill: boolean;
  possiblyRepeat: boolean;
}

/** No template can leave these out, and nobody who reads either language can miss them. */
function markText(text: Text, { simulated, drill, possiblyRepeat }: Marks): Text {
  const zh = `${simulated ? '演示 DEMO · ' : ''}${drill ? '演练 DRILL · ' : ''}`;
  const en = `${simulated ? 'DEMO · ' : ''}${drill ? 'DRILL · ' : ''}`;
  const tail = possiblyRepeat ? ' (可能重复 / possibly a repeat)' : '';
  return { zh: `${zh}${text.zh}${tail}`, en: `${en}${text.en}${tail}` };
}

/** Longest title, in characters: it is a mail's subject and a line of a summary. */
const TITLE_LIMIT = 120;

function toTitle(text: Text): Text {
  const firstLine = (whole: string) =>
    [...whole.trim().split('\n')[0]!].slice(0, TITLE_LIMIT).join('');
  return { zh: firstLine(text.zh), en: firstLine(text.en) };
}
