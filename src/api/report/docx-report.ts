/** A report as a Word document, to be added to and signed. */
import * as docx from 'docx';
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
import * as style from './docx-style.ts';
import type { Picture, Pictures } from './pictures.ts';
import { trendBitmap } from './trend-bitmap.ts';

/** The longest sides of a photo on paper, mm: two of them find room on a page. */
const PHOTO_WIDTH_MM = 130;
const PHOTO_HEIGHT_MM = 85;
const PIXELS_PER_MM = 96 / 25.4;
const FACT_NAME_SHARE = 18;

type Piece = docx.Paragraph | docx.Table;

export function docxReport(content: ReportContent, pictures: Pictures): Promise<Uint8Array> {
  const { name, over, title, head, sections, footer } = content;
  const draw = (block: Block) => drawBlock(block, pictures);
  const heading = (text: string, level: 'Heading1' | 'Heading2') =>
    new docx.Paragraph({ text, heading: level });
  const children = [
    drawLine({ text: over, tone: 'dim' }),
    heading(title, 'Heading1'),
    ...head.flatMap(draw),
    ...sections.flatMap((section) => [
      heading(section.title, 'Heading2'),
      ...section.blocks.flatMap(draw),
    ]),
  ];
  const properties = { page: style.PAGE };
  const footers = { default: drawFooter(footer) };
  return docx.Packer.toBuffer(
    new docx.Document({
      title: name,
      creator: 'Dutywatch',
      styles: style.STYLES,
      sections: [{ properties, footers, children }],
    }),
  );
}

function drawBlock(block: Block, pictures: Pictures): Piece[] {
  switch (block.is) {
    case 'facts':
      return [drawFacts(block)];
    case 'paragraph':
      return [drawLine(block, { keepNext: true, spacing: style.PARAGRAPH_SPACING })];
    case 'table':
      return [drawTable(block)];
    case 'trend':
      return drawTrend(block);
    case 'photo':
      return drawPhoto(block, pictures.get(block) ?? 'unreadable');
    default:
      return block satisfies never;
  }
}

function drawLine({ text, tone }: Line, options: docx.IParagraphOptions = {}): docx.Paragraph {
  const runs = text
    .split('\n')
    .map(
      (part, index) => new docx.TextRun({ ...style.TONES[tone], text: part, break: index && 1 }),
    );
  return new docx.Paragraph({ ...options, children: runs });
}

function drawFacts({ rows }: Facts): docx.Table {
  const shares = [FACT_NAME_SHARE, 100 - FACT_NAME_SHARE];
  const cells = rows.map(([name, value]): Cell[] => [[{ text: name, tone: 'dim' }], value]);
  return layTable(shares, cells.map(drawRow), style.NO_LINE);
}

function drawTable({ columns, rows }: Table): docx.Table {
  const head = new docx.TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(
      ([title]) =>
        new docx.TableCell({
          shading: style.HEAD_SHADING,
          children: [drawLine({ text: title, tone: 'marked' })],
        }),
    ),
  });
  const shares = columns.map(([, share]) => share);
  return layTable(shares, [head, ...rows.map(drawRow)], style.LINE);
}

function layTable(
  shares: readonly number[],
  rows: docx.TableRow[],
  line: docx.IBorderOptions,
): docx.Table {
  const widths = shares.map((share) => style.twips((style.TEXT_WIDTH_MM * share) / 100));
  return new docx.Table({
    rows,
    columnWidths: widths,
    width: { size: style.twips(style.TEXT_WIDTH_MM), type: 'dxa' },
    layout: 'fixed',
    margins: style.CELL_MARGINS,
    borders: {
      top: line,
      bottom: line,
      left: line,
      right: line,
      insideHorizontal: line,
      insideVertical: line,
    },
  });
}

function drawRow(cells: readonly Cell[]): docx.TableRow {
  return new docx.TableRow({
    cantSplit: true,
    children: cells.map((cell) => {
      const lines: readonly Line[] =
        typeof cell === 'string' ? [{ text: cell, tone: 'plain' }] : cell;
      return new docx.TableCell({ children: lines.map((line) => drawLine(line)) });
    }),
  });
}

function drawTrend(trend: Trend): docx.Paragraph[] {
  const widthMm = style.TEXT_WIDTH_MM;
  const heightMm = (widthMm * trend.height) / trend.width;
  const image = new docx.ImageRun({
    type: 'png',
    data: trendBitmap(trend),
    transformation: { width: widthMm * PIXELS_PER_MM, height: heightMm * PIXELS_PER_MM },
    altText: altText(trend.caption[0]?.text ?? ''),
    outline: style.PICTURE_FRAME,
  });
  const caption = trend.caption.map((line) => drawLine(line, { keepNext: true }));
  return [...caption, new docx.Paragraph({ children: [image], spacing: { after: 160 } })];
}

function drawPhoto({ caption, instead }: Photo, shown: Picture | PhotoTrouble): docx.Paragraph[] {
  if (typeof shown === 'string' || shown.type === 'image/webp') {
    const trouble = typeof shown === 'string' ? shown : 'unfit';
    return [drawLine({ text: instead[trouble], tone: 'plain' })];
  }
  const image = new docx.ImageRun({
    type: shown.type === 'image/png' ? 'png' : 'jpg',
    data: shown.data,
    transformation: onPaper(shown),
    altText: altText(caption),
  });
  return [
    new docx.Paragraph({ children: [image], keepNext: true }),
    drawLine({ text: caption, tone: 'dim' }, { spacing: { after: 160 } }),
  ];
}

/** Within its room, never blown up; a turned one is measured as it stands after its turn. */
function onPaper({ width, height, turn }: Picture): docx.IMediaTransformation {
  const isTurned = turn % 180 !== 0;
  const [shownWidth, shownHeight] = isTurned ? [height, width] : [width, height];
  const room = Math.min(PHOTO_WIDTH_MM / shownWidth, PHOTO_HEIGHT_MM / shownHeight);
  const scale = Math.min(1, PIXELS_PER_MM * room);
  return { width: width * scale, height: height * scale, rotation: turn };
}

function altText(text: string): docx.DocPropertiesOptions {
  return { name: text, title: text, description: text };
}

function drawFooter(text: string): docx.Footer {
  const { CURRENT, TOTAL_PAGES } = docx.PageNumber;
  const run = new docx.TextRun({
    ...style.TONES.dim,
    size: 16,
    children: [`${text} · `, CURRENT, ' / ', TOTAL_PAGES],
  });
  return new docx.Footer({ children: [new docx.Paragraph({ children: [run] })] });
}
