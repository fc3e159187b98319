/** Sizes: a file, a function, a line that is too big says too many things at once. */
import type { Finding } from './finding.ts';
import type { Source } from './source/source.ts';
import { isNode, type SyntaxNode, walk } from './source/syntax.ts';

export const FILE_LINES = 400;
export const FUNCTION_LINES = 70;
export const PARAMETERS = 5;
export const COLUMNS = 100;

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

export function findOversizes(sources: readonly Source[]): Finding[] {
  return sources.flatMap((source) => [
    ...findLongFile(source),
    ...findLongLines(source),
    ...findBigFunctions(source),
  ]);
}

function findLongFile({ path, lines }: Source): Finding[] {
  const count = lines.at(-1) === '' ? lines.length - 1 : lines.length;
  if (count <= FILE_LINES) return [];
  const found = `${count} lines, at most ${FILE_LINES}`;
  return [{ place: path, found, remedy: 'move one of its duties into a file of its own' }];
}

function findLongLines({ path, lines }: Source): Finding[] {
  return lines.flatMap((line, index) => {
    if (line.length <= COLUMNS) return [];
    const found = `${line.length} columns, at most ${COLUMNS}`;
    return [{ place: `${path}:${index + 1}`, found, remedy: 'break the line' }];
  });
}

function findBigFunctions(source: Source): Finding[] {
  const findings: Finding[] = [];
  walk(source.program, (node, parents) => {
    if (!FUNCTIONS.has(node.type)) return;
    const place = `${source.path}:${source.lineAt(node.start)}`;
    const lines = source.lineAt(node.end) - source.lineAt(node.start) + 1;
    if (lines > FUNCTION_LINES && !isGroupOfTests(parents.at(-1))) {
      const found = `a function of ${lines} lines, at most ${FUNCTION_LINES}`;
      findings.push({ place, found, remedy: 'give its steps names of their own' });
    }
    const parameters = countParameters(node);
    if (parameters > PARAMETERS && !isTableTest(parents.at(-1))) {
      const found = `a function of ${parameters} parameters, at most ${PARAMETERS}`;
      findings.push({ place, found, remedy: 'take one options object' });
    }
  });
  return findings;
}

function countParameters({ params }: SyntaxNode): number {
  const list = Array.isArray(params) ? params : [];
  return list.filter((parameter) => !(isNode(parameter) && parameter.name === 'this')).length;
}

/** `test.each(rows)('…', (a, b, …) => { … })`: its parameters are the table's columns. */
function isTableTest(parent: SyntaxNode | undefined): boolean {
  const callee = parent?.callee;
  return isNode(callee) && isNode(callee.callee) && isEach(callee.callee);
}

function isEach({ property }: SyntaxNode): boolean {
  return isNode(property) && property.name === 'each';
}

/** `describe('…', () => { … })` holds functions; its own length says nothing. */
function isGroupOfTests(parent: SyntaxNode | undefined): boolean {
  const callee = parent?.callee;
  return isNode(callee) && callee.name === 'describe';
}
