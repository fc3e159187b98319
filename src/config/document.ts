/**
 * One YAML file with the places of everything in it, so that any later mistake can be said as
 * `file:line:column`. Strict beyond YAML 1.2 (`decisions.md` 18): a tag, anchor, alias, duplicate
 * key or parser warning is an error here, because it reads as something else than it means.
 */
import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
} from 'yaml';
import type { ConfigProblem, Place } from '../core/error.ts';

export interface YamlFile {
  file: string;
  /** Plain data; undefined where the file could not be parsed at all. */
  data: unknown;
  /** Of the value at a path; of the nearest one that exists where it does not. */
  placeOf(path: readonly (string | number)[], offset?: number): Place;
  problems: ConfigProblem[];
}

type Path = readonly (string | number)[];

/** A tag that begins like a negation: `when: !lift.occupied && lift.a` means `lift.a`. */
const QUOTE_HINT = 'quote the expression, or write it as a >- block';

export function parseYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', uniqueKeys: true });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems: ConfigProblem[] = [];
  const complain = (offset: number, message: string): void => {
    problems.push({ place: at(offset), path: '', message });
  };
  const unknownTags = new Set<number>();
  visit(document, {
    Node(_key, node) {
      const start = node.range?.[0] ?? 0;
      if (isAlias(node)) complain(start, 'an alias (*name) is not allowed: write the value out');
      else if ('anchor' in node && node.anchor) {
        complain(start, 'an anchor (&name) is not allowed: write the value out');
      }
      if (node.tag?.startsWith('!')) {
        unknownTags.add(start);
        complain(start, `"${node.tag}" is read as a YAML tag: ${QUOTE_HINT}`);
      }
    },
  });
  for (const issue of [...document.errors, ...document.warnings]) {
    if (issue.code === 'TAG_RESOLVE_FAILED' && unknownTags.size > 0) continue;
    complain(issue.pos[0], issue.message.split('\n')[0]!.replace(/ at line \d+.*$/, ''));
  }
  const contents = document.contents as Node | null;
  return {
    file,
    data: document.errors.length > 0 ? undefined : document.toJS(),
    problems,
    placeOf: (path, offset = 0) => at(offsetOf(contents, path, text, offset)),
  };
}

/** Characters into a scalar are counted from behind its opening quote. */
function offsetOf(contents: Node | null, path: Path, text: string, inScalar: number): number {
  let node: Node | null = contents;
  let offset = contents?.range?.[0] ?? 0;
  for (const part of path) {
    const pair = isMap(node) ? findPair(node.items as Pair[], part) : undefined;
    if (pair !== undefined) {
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value as Node | null;
      if (node?.range && part !== path.at(-1)) offset = node.range[0];
    } else if (isSeq(node) && typeof part === 'number') {
      node = (node.items[part] as Node | undefined) ?? null;
      offset = node?.range?.[0] ?? offset;
    } else return offset;
  }
  if (isCollection(node) || !isScalar(node) || !node.range) return offset;
  const quoted = text[node.range[0]] === '"' || text[node.range[0]] === "'";
  const isBlock = text[node.range[0]] === '>' || text[node.range[0]] === '|';
  if (isBlock) return blockOffset(text, node.range[0], inScalar);
  return node.range[0] + (inScalar === 0 ? 0 : inScalar + (quoted ? 1 : 0));
}

/** In a folded block each line end and its indent became one space. */
function blockOffset(text: string, start: number, inScalar: number): number {
  let offset = text.indexOf('\n', start) + 1;
  let left = inScalar;
  for (;;) {
    while (text[offset] === ' ') offset++;
    const end = text.indexOf('\n', offset);
    const length = (end < 0 ? text.length : end) - offset;
    if (left <= length || end < 0) return offset + Math.min(left, length);
    left -= length + 1;
    offset = end + 1;
  }
}

function findPair(items: Pair[], key: string | number): Pair | undefined {
  return items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
}
