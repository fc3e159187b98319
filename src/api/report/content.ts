/**
 * A report as plain data, in the words of one language. HTML and DOCX only draw it, and say
 * nothing of their own. It can be handed to another thread.
 */
import type { AttachmentInfo, Language } from '../contract.ts';

export interface ReportContent {
  language: Language;
  /** Of the document: what kind it is, and of which incident. */
  name: string;
  /** Stands over the title. */
  over: string;
  title: string;
  /** Before all sections: what it is about, and what is missing. */
  head: readonly Block[];
  sections: readonly Section[];
  footer: string;
}

export interface Section {
  title: string;
  blocks: readonly Block[];
}

export type Block = Facts | Paragraph | Table | Trend | Photo;

export interface Facts {
  is: 'facts';
  rows: readonly (readonly [name: string, value: string])[];
}

export interface Paragraph extends Line {
  is: 'paragraph';
}

export interface Table {
  is: 'table';
  /** `share` of the width, in percent; together 100. */
  columns: readonly (readonly [title: string, share: number])[];
  rows: readonly (readonly Cell[])[];
}

/** A bare text is one plain line. */
export type Cell = string | readonly Line[];

export interface Line {
  text: string;
  tone: Tone;
}

/** `marked`: what is late or blank. `code`: to be typed off. */
export type Tone = 'plain' | 'marked' | 'dim' | 'code';

/** One signal over the emergency, drawn in a field of `width` × `height`. */
export interface Trend {
  is: 'trend';
  caption: readonly Line[];
  width: number;
  height: number;
  /** What was not measured is not drawn: a gap ends a line. */
  lines: readonly (readonly Spot[])[];
  /** Where the incident was opened, or what was planned began. */
  markedX: number;
}

export type Spot = readonly [x: number, y: number];

export interface Photo {
  is: 'photo';
  caption: string;
  /** Absent where what was answered names no stored photo. */
  file?: string;
  type?: AttachmentInfo['type'];
  /** Stands in its place where it cannot be shown, by the reason. */
  instead: Record<PhotoTrouble, string>;
}

export type PhotoTrouble = 'unreadable' | 'too-much' | 'unfit';
