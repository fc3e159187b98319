/** How a Word report looks: A4, black on white, like the page to be printed. */
import type { IDocumentDefaultsOptions, IRunOptions, ISectionOptions, IStylesOptions } from 'docx';
import type { Tone } from './content.ts';

const TWIPS_PER_MM = 1440 / 25.4;

export function twips(mm: number): number {
  return Math.round(mm * TWIPS_PER_MM);
}

const MARGIN_MM = 14;
/** Between the margins of an A4 page. */
export const TEXT_WIDTH_MM = 210 - 2 * MARGIN_MM;

type Page = NonNullable<NonNullable<ISectionOptions['properties']>['page']>;

export const PAGE: Page = {
  size: { width: twips(210), height: twips(297) },
  margin: { top: twips(16), bottom: twips(16), left: twips(MARGIN_MM), right: twips(MARGIN_MM) },
};

const GREY = '444444';

/** Font sizes are half points. */
export const TONES: Record<Tone, Omit<IRunOptions, 'text' | 'children'>> = {
  plain: {},
  marked: { bold: true },
  dim: { color: GREY },
  code: { font: 'Courier New', size: 17 },
};

const DOCUMENT: IDocumentDefaultsOptions = {
  run: {
    font: { ascii: 'Arial', hAnsi: 'Arial', cs: 'Arial', eastAsia: 'Microsoft YaHei' },
    size: 19,
    language: { value: 'en-GB', eastAsia: 'zh-CN' },
  },
  paragraph: { spacing: { after: 20, line: 252, lineRule: 'auto' } },
};

export const STYLES: IStylesOptions = {
  default: {
    document: DOCUMENT,
    heading1: {
      run: { size: 34, bold: true, color: '000000' },
      paragraph: { spacing: { after: 120 } },
    },
    heading2: {
      run: { size: 25, bold: true, color: '000000' },
      paragraph: {
        spacing: { before: 320, after: 120 },
        keepNext: true,
        border: { bottom: { style: 'single', size: 8, color: '000000', space: 2 } },
      },
    },
  },
};

/** Of a paragraph, so that it does not stick to the table above it. */
export const PARAGRAPH_SPACING = { before: 80, after: 80 };
/** Of a table's cell, so that neither words nor lines touch. */
export const CELL_MARGINS = { top: 30, bottom: 30, left: 80, right: 80 };
export const LINE = { style: 'single', size: 4, color: '999999' } as const;
export const NO_LINE = { style: 'none', size: 0, color: 'auto' } as const;
export const HEAD_SHADING = { type: 'clear', fill: 'EEEEEE', color: 'auto' } as const;
export const PICTURE_FRAME = {
  type: 'solidFill',
  solidFillType: 'rgb',
  value: '999999',
  width: 6_350,
} as const;
