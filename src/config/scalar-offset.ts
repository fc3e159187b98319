/**
 * Where a character of a YAML scalar's value stands in the file. Quotes, escapes and folded lines
 * make the two differ; a mistake in an expression is shown at its own column all the same.
 */
import { Scalar } from 'yaml';

/** Offset in `text` of character `index` of the value; its end where the value is shorter. */
export function offsetInScalar(text: string, node: Scalar, index: number): number {
  const start = node.range?.[0] ?? 0;
  const value = typeof node.value === 'string' ? node.value : '';
  switch (node.type) {
    case Scalar.BLOCK_FOLDED:
    case Scalar.BLOCK_LITERAL:
      return walkBlock(text, start, value, index);
    case Scalar.QUOTE_DOUBLE:
      return walkFlow(text, start + 1, { value, index, lengthAt: lengthOfEscape, joins: true });
    case Scalar.QUOTE_SINGLE:
      return walkFlow(text, start + 1, { value, index, lengthAt: lengthOfDoubledQuote });
    default:
      return walkFlow(text, start, { value, index, lengthAt: () => 1 });
  }
}

interface FlowScalar {
  value: string;
  index: number;
  /** How many characters of the file stand for the one value character at this offset. */
  lengthAt(text: string, offset: number): number;
  /** A backslash at a line's end joins it to the next. */
  joins?: boolean;
}

/** A line end with the blanks around it became one space, or line ends less one. */
const FLOW_FOLD = /[ \t]*\r?\n\s*/y;
/** Nothing of such a line end is left in the value. */
const JOINED_LINES = /\\\r?\n[ \t]*/y;

function walkFlow(text: string, start: number, scalar: FlowScalar): number {
  const { value, index, lengthAt, joins = false } = scalar;
  const skipJoined = (offset: number): number =>
    joins ? offset + matchAt(JOINED_LINES, text, offset) : offset;
  let offset = skipJoined(start);
  for (let at = 0; at < Math.min(index, value.length); offset = skipJoined(offset)) {
    const fold = matchAt(FLOW_FOLD, text, offset);
    const length = fold > 0 ? fold : lengthAt(text, offset);
    if (fold === 0) at += charactersOf(value, at, length);
    else at += value[at] === '\n' ? countLineEnds(value, at) : 1;
    offset += length;
  }
  return offset;
}

const ESCAPE_LENGTH: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };

function lengthOfEscape(text: string, offset: number): number {
  return text[offset] === '\\' ? (ESCAPE_LENGTH[text[offset + 1] ?? ''] ?? 2) : 1;
}

function lengthOfDoubledQuote(text: string, offset: number): number {
  return text.startsWith("''", offset) ? 2 : 1;
}

/** `\U0001F6D7` stands for two UTF-16 units. */
function charactersOf(value: string, at: number, length: number): number {
  return length === ESCAPE_LENGTH.U && (value.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

/** Lines of a block keep what they hold beyond the block's indent. */
function walkBlock(text: string, start: number, value: string, index: number): number {
  let offset = text.indexOf('\n', start) + 1;
  const indent = indentOf(text, start, offset);
  offset = skipIndent(text, skipBlankLines(text, offset), indent);
  // Blank lines at the top are line ends of the value.
  let at = countLineEnds(value, 0);
  while (at < Math.min(index, value.length)) {
    if (text[offset] !== '\n' && !text.startsWith('\r\n', offset)) {
      at++;
      offset++;
      continue;
    }
    at += value[at] === '\n' ? countLineEnds(value, at) : 1;
    offset = skipBlankLines(text, text.indexOf('\n', offset) + 1);
    if (offset < text.length) offset = skipIndent(text, offset, indent);
  }
  return offset;
}

function indentOf(text: string, start: number, firstLine: number): number {
  const indicator = /\d/.exec(text.slice(start, firstLine).replace(/#.*/, ''));
  // An indicator counts from the parent's indent, which the first line that is not blank includes.
  const line = skipBlankLines(text, firstLine);
  const spaces = matchAt(/ */y, text, line);
  if (indicator === null) return spaces;
  const parent = text.lastIndexOf('\n', start) + 1;
  return Math.min(spaces, matchAt(/[ -]*/y, text, parent) + Number(indicator[0]));
}

function skipBlankLines(text: string, offset: number): number {
  return offset + matchAt(/([ \t]*\r?\n)*/y, text, offset);
}

function skipIndent(text: string, offset: number, indent: number): number {
  return offset + Math.min(indent, matchAt(/ */y, text, offset));
}

function countLineEnds(value: string, at: number): number {
  return matchAt(/\n*/y, value, at);
}

/** Length of what the sticky pattern matches here; 0 for nothing. */
function matchAt(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0].length ?? 0;
}
