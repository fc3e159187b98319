/**
 * RFC 4180 with a byte order mark, without which a spreadsheet takes Chinese for another alphabet.
 * A cell that a spreadsheet would run as a formula is written as the text that it is.
 */
const BYTE_ORDER_MARK = '\ufeff';
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

export type CsvCell = string | number | undefined;

export function csv(rows: readonly (readonly CsvCell[])[]): string {
  const lines = rows.map((row) => `${row.map(cell).join(',')}\r\n`);
  return BYTE_ORDER_MARK + lines.join('');
}

function cell(value: CsvCell): string {
  const text = String(value ?? '');
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
