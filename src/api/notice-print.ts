/** A notice as one sheet for the entrance: large, in one language, with who it is from and when. */
import type { Language, NoticeInfo } from './contract.ts';
import { html, Markup } from './report/markup.ts';
import type { RealmView } from './views/realm-view.ts';

const STYLE = `
@page { size: A4; margin: 20mm }
body { font: 22pt/1.6 "Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei",
  sans-serif; color: #000; max-width: 26cm; margin: 1cm auto; padding: 0 .5cm }
h1 { font-size: 44pt; text-align: center; letter-spacing: .2em; margin: 0 0 1em }
p { margin: 0 0 .6em; white-space: pre-line }
footer { margin-top: 2em; text-align: right; font-size: 18pt }
`;

const TITLE = { zh: '通告', en: 'Notice' };

export function noticePrint(view: RealmView, notice: NoticeInfo, language: Language): string {
  const { name, timezone } = view.compiled.settings.site.site;
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  const when = new Intl.DateTimeFormat(locale, {
    timeZone: timezone,
    dateStyle: 'long',
    timeStyle: 'short',
  }).format(notice.at);
  return html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${TITLE[language]} ${notice.id}</title>
<style>${new Markup(STYLE)}</style></head><body>
<h1>${TITLE[language]}</h1>
<p>${notice.text[language]}</p>
<footer>${name[language]}<br>${when}</footer>
</body></html>`.text;
}
