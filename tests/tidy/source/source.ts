/** One source file, parsed: what it imports, what it exports, and its syntax tree. */
import { posix } from 'node:path';
import { type ParseResult, parseSync } from 'vite';
import { isNode, type SyntaxNode, walk } from './syntax.ts';

export interface Import {
  /** A path in the repository, the name of an npm package, or a `node:` module. */
  target: string;
  kind: 'file' | 'package' | 'builtin';
  /** `reference`: a file named by its path, as a worker is (`new URL('./x.ts', …)`). */
  how: 'import' | 'reference';
  typeOnly: boolean;
  /** The names taken from it, or all of them. */
  names: readonly string[] | 'all';
  line: number;
}

export interface Export {
  name: string;
  isType: boolean;
  line: number;
}

export interface Source {
  /** From the root of the repository, with `/`. */
  path: string;
  text: string;
  lines: readonly string[];
  program: SyntaxNode;
  imports: readonly Import[];
  exports: readonly Export[];
  lineAt(offset: number): number;
}

export function parseSource(path: string, text: string): Source {
  const parsed = parseSync(path, text, { astType: 'ts' });
  const [error] = parsed.errors;
  if (error) throw new Error(`${path}: does not parse: ${error.message}; mend the syntax first`);
  const lines = text.split('\n');
  const lineAt = createLineFinder(text);
  const program = parsed.program as unknown as SyntaxNode;
  const at = { path, text, lineAt };
  return {
    path,
    text,
    lines,
    program,
    lineAt,
    imports: [...findStaticImports(parsed, at), ...findOtherImports(program, at)],
    exports: findExports(parsed, program, lineAt),
  };
}

interface Place {
  path: string;
  text: string;
  lineAt: (offset: number) => number;
}

function createLineFinder(text: string): (offset: number) => number {
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ends.push(at);
  return (offset) => {
    const index = ends.findIndex((end) => end >= offset);
    return (index < 0 ? ends.length : index) + 1;
  };
}

function resolveTarget(path: string, specifier: string): Pick<Import, 'target' | 'kind'> {
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(path), specifier.replace(/\?.*$/, ''));
    return { target, kind: 'file' };
  }
  if (specifier.startsWith('node:')) return { target: specifier, kind: 'builtin' };
  const [scopeOrName = '', name = ''] = specifier.split('/');
  const target = scopeOrName.startsWith('@') ? `${scopeOrName}/${name}` : scopeOrName;
  return { target, kind: 'package' };
}

function findStaticImports({ module }: ParseResult, { path, text, lineAt }: Place): Import[] {
  const found: Import[] = [];
  for (const { moduleRequest, start, entries } of module.staticImports) {
    const names = entries.map(({ importName }) =>
      importName.kind === 'Default' ? 'default' : importName.name,
    );
    found.push({
      ...resolveTarget(path, moduleRequest.value),
      how: 'import',
      typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
      names: names.every((name) => name != null) ? (names as string[]) : 'all',
      line: lineAt(start),
    });
  }
  for (const { start, end, entries } of module.staticExports) {
    const request = entries.find((entry) => entry.moduleRequest)?.moduleRequest;
    if (!request) continue;
    const names = entries.map(({ importName }) => importName.name);
    found.push({
      ...resolveTarget(path, request.value),
      how: 'import',
      typeOnly: /^export\s+type\b/.test(text.slice(start, end)),
      names: names.every((name) => name != null) ? (names as string[]) : 'all',
      line: lineAt(start),
    });
  }
  return found;
}

/** `import('./x.ts')`, as a value or a type, and paths of source files in plain strings. */
function findOtherImports(program: SyntaxNode, { path, lineAt }: Place): Import[] {
  const found: Import[] = [];
  walk(program, (node, parents) => {
    if (node.type !== 'Literal' || typeof node.value !== 'string') return;
    const parent = parents.at(-1);
    const isImport = parent?.type === 'ImportExpression' || parents.some(isImportType);
    const isStatic = parent && /^(Import|Export)\w*Declaration$/.test(parent.type);
    const isSourcePath = /^\.{1,2}\/.*\.(ts|tsx|mjs)$/.test(node.value);
    if (isStatic || !(isImport || isSourcePath)) return;
    found.push({
      ...resolveTarget(path, node.value),
      how: isImport ? 'import' : 'reference',
      typeOnly: parents.some(isImportType),
      names: 'all',
      line: lineAt(node.start),
    });
  });
  return found;
}

function isImportType(node: SyntaxNode): boolean {
  return node.type === 'TSImportType';
}

function findExports(
  { module }: ParseResult,
  program: SyntaxNode,
  lineAt: (offset: number) => number,
): Export[] {
  const types = findTypeNames(program);
  const found: Export[] = [];
  for (const { entries } of module.staticExports) {
    for (const { exportName, localName, moduleRequest, isType, start } of entries) {
      const name = exportName.kind === 'Default' ? 'default' : exportName.name;
      if (name == null || moduleRequest) continue;
      const own = localName.name ?? name;
      found.push({ name, isType: isType || types.has(own), line: lineAt(start) });
    }
  }
  return found;
}

function findTypeNames(program: SyntaxNode): Set<string> {
  const names = new Set<string>();
  walk(program, (node) => {
    if (node.type !== 'TSInterfaceDeclaration' && node.type !== 'TSTypeAliasDeclaration') return;
    if (isNode(node.id) && typeof node.id.name === 'string') names.add(node.id.name);
  });
  return names;
}
