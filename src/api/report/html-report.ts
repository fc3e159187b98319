/** A report as a page to be printed, in itself: it loads nothing and runs nothing. */
import type {
  Block,
  Cell,
  Facts,
  Line,
  Photo,
  PhotoTrouble,
  ReportContent,
  Table,
  Trend,
} from './content.ts';
import { html, Markup } from './markup.ts';
import type { Picture, Pictures } from './pictures.ts';
import { REPORT_STYLE } from './report-style.ts';

const LANGUAGE_TAG = { zh: 'zh-CN', en: 'en' } as const;

export function htmlReport(content: ReportContent, pictures: Pictures): string {
  const { language, name, over, title, head, sections, footer } = content;
  const drawn = (block: Block) => drawBlock(block, pictures);
  const page = html`<!doctype html>
<html lang="${LANGUAGE_TAG[language]}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${name}</title>
<style>${new Markup(REPORT_STYLE)}</style></head><body>
<p class="dim">${over}</p>
<h1>${title}</h1>
${head.map(drawn)}
${sections.map(
  (section) => html`<section><h2>${section.title}</h2>${section.blocks.map(drawn)}</section>
`,
)}
<footer>${footer}</footer>
</body></html>`;
  return page.text;
}

function drawBlock(block: Block, pictures: Pictures): Markup {
  switch (block.is) {
    case 'facts':
      return drawFacts(block);
    case 'paragraph':
      return html`<p class="${block.tone}">${block.text}</p>`;
    case 'table':
      return drawTable(block);
    case 'trend':
      return drawTrend(block);
    case 'photo':
      return drawPhoto(block, pictures.get(block) ?? 'unreadable');
    default:
      return block satisfies never;
  }
}

function drawFacts({ rows }: Facts): Markup {
  return html`<dl>${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

function drawTable({ columns, rows }: Table): Markup {
  const widths = columns.map(([, share]) => html`<col style="width:${share}%">`);
  const heads = columns.map(([title]) => html`<th scope="col">${title}</th>`);
  const body = rows.map((cells) => {
    const drawn = cells.map(
      (cell, index) => html`<td data-head="${columns[index]?.[0]}">${drawCell(cell)}</td>`,
    );
    return html`<tr>${drawn}</tr>\n`;
  });
  return html`<table><colgroup>${widths}</colgroup>
<thead><tr>${heads}</tr></thead><tbody>
${body}</tbody></table>`;
}

function drawCell(cell: Cell): Markup | string {
  if (typeof cell === 'string') return cell;
  return html`${cell.map(drawLine)}`;
}

function drawLine({ text, tone }: Line): Markup {
  return html`<div class="${tone}">${text}</div>`;
}

function drawTrend({ caption, width, height, lines, markedX }: Trend): Markup {
  const polylines = lines.map((line) => {
    const points = line.map(([x, y]) => `${x},${y}`).join(' ');
    return html`<polyline points="${points}"/>`;
  });
  return html`<figure><figcaption>${caption.map(drawLine)}</figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${caption[0]?.text}">
<line class="mark" x1="${markedX}" x2="${markedX}" y1="0" y2="${height}"/>
${polylines}
</svg></figure>`;
}

function drawPhoto({ caption, instead }: Photo, shown: Picture | PhotoTrouble): Markup {
  if (typeof shown === 'string') return html`<p>${instead[shown]}</p>`;
  const source = `data:${shown.type};base64,${Buffer.from(shown.data).toString('base64')}`;
  return html`<figure class="photo"><img alt="${caption}" src="${new Markup(source)}">
<figcaption>${caption}</figcaption></figure>`;
}
