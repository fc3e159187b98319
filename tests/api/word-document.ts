/** A report for Word as somebody else's program reads it. */
import { runChild } from '../support/child.ts';
import { DEBIAN_PYTHON } from '../support/debian-packages.ts';
import type { Caller } from './caller.ts';
import type { StandIn } from './gateway-stand-in.ts';

const READER = new URL('./read-docx.py', import.meta.url).pathname;

export interface WordDocument {
  headings: string[];
  /** Paragraphs outside of tables. */
  lines: string[];
  /** Rows of all tables: the lines of each cell. */
  rows: string[][][];
  footer: string[];
  pictures: {
    description: string;
    sha256: string;
    /** Degrees clockwise. */
    turn: number;
    /** Of a grey PNG: stretches of columns with a black dot. */
    dark: [first: number, last: number][] | null;
  }[];
}

export async function fetchDocx(
  { base }: StandIn,
  { headers }: Caller,
  path: string,
): Promise<WordDocument> {
  const response = await fetch(`${base}/api/v1${path}`, { headers });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  const input = new Uint8Array(await response.arrayBuffer());
  const { code, output, stdout } = await runChild(DEBIAN_PYTHON, [READER], { input });
  if (code !== 0) throw new Error(output);
  return JSON.parse(stdout);
}
