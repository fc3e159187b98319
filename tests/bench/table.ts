/** The table that a person reads. */
import type { Summary } from './figure.ts';

const HEADINGS = ['figure', 'median', 'spread', 'unit', 'aim', 'met'];

export function formatTable(summaries: readonly Summary[]): string {
  const rows = [HEADINGS, ...summaries.map(toRow)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(rows[0]!), rule, ...rows.slice(1).map(line)].join('\n');
}

function toRow({ name, unit, median, least, most, runs, aim, met }: Summary): string[] {
  const spread = runs.length > 1 ? `${round(least)}–${round(most)}` : 'one run';
  const bound =
    aim?.atMost !== undefined
      ? `≤ ${grouped(aim.atMost)}`
      : aim?.atLeast !== undefined
        ? `≥ ${grouped(aim.atLeast)}`
        : '';
  return [name, round(median), spread, unit, bound, met === undefined ? '' : met ? 'yes' : 'NO'];
}

/** Three digits that mean something. */
function round(value: number): string {
  if (!Number.isFinite(value)) return 'none';
  return grouped(Number(value.toPrecision(3)));
}

function grouped(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 4 });
}
