/**
 * One YAML file with the places of everything in it, so that any later mistake can be said as
 * `file:line:column`. Strict beyond YAML 1.2 (`decisions.md` 18): a tag, anchor, alias, duplicate
 * key or parser warning is an error here, because it reads as something else than it means.
 */
import {
  type Document,
  isAlias,
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
import { offsetInScalar } from './scalar-offset.ts';

export type Path = readonly (string | number)[];

export interface YamlFile {
  file: string;
  /** Plain data; undefined where the file could not be parsed, or holds an alias. */
  data: unknown;
  /**
   * Of the value at a path; of the nearest one that exists where it does not. `offset`: of that
   * character of a scalar's value.
   */
  placeOf(path: Path, offset?: number): Place;
  /** Of the key at the end of a path. */
  placeOfKey(path: Path): Place;
  /** A scalar as it is written (`0x30` stays `0x30`); undefined where there is none. */
  sourceOf(path: Path): string | undefined;
  problems: ConfigProblem[];
}

/** A tag that begins like a negation: `when: !lift.occupied && lift.a` means `lift.a`. */
const QUOTE_HINT = 'quote the expression, or write it as a >- block';

/** The parser's messages that speak to a programmer, by its codes. */
const OUR_WORDS: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'the same key is there twice: only one of them would count',
  MULTIPLE_DOCS: 'expected one document: remove the line with ---',
};

export function parseYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', uniqueKeys: true });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const { faults, hasAlias } = findFaults(document, text);
  // Aliases of aliases multiply without bound, and one may lead nowhere: nothing is built of them.
  const isUnreadable = document.errors.length > 0 || hasAlias;
  const contents = document.contents as Node | null;
  return {
    file,
    data: isUnreadable ? undefined : document.toJS(),
    problems: faults.map(({ offset, message }) => ({ place: at(offset), path: '', message })),
    placeOf: (path, index) => {
      const { node, offset } = find(contents, path);
      if (!isScalar(node) || !node.range) return at(offset);
      return at(index === undefined ? node.range[0] : offsetInScalar(text, node, index));
    },
    placeOfKey: (path) => at(find(contents, path).offset),
    sourceOf: (path) => {
      const { node } = find(contents, path);
      return isScalar(node) ? node.source : undefined;
    },
  };
}

interface Fault {
  offset: number;
  message: string;
}

function findFaults(document: Document, text: string): { faults: Fault[]; hasAlias: boolean } {
  const faults: Fault[] = [];
  let hasTag = false;
  let hasAlias = false;
  visit(document, {
    Node(_key, node) {
      const start = node.range?.[0] ?? 0;
      const complain = (offset: number, message: string) => faults.push({ offset, message });
      if (isAlias(node)) {
        hasAlias = true;
        complain(start, 'an alias (*name) is not allowed: write the value out');
      } else if (node.tag !== undefined) {
        hasTag = true;
        const { offset, tag } = tagBefore(text, start);
        complain(offset, `"${tag}" is read as a YAML tag: ${QUOTE_HINT}`);
      } else if (node.anchor !== undefined) {
        const offset = text.lastIndexOf(`&${node.anchor}`, start);
        complain(offset, 'an anchor (&name) is not allowed: write the value out');
      }
    },
  });
  for (const issue of [...document.errors, ...document.warnings]) {
    if (issue.code === 'TAG_RESOLVE_FAILED' && hasTag) continue;
    const own = issue.message.split('\n')[0]!.replace(/ at line \d+.*$/, '');
    faults.push({ offset: issue.pos[0], message: OUR_WORDS[issue.code] ?? own });
  }
  return { faults, hasAlias };
}

/** The parser keeps no place of a tag: it stands before its value. */
function tagBefore(text: string, start: number): { offset: number; tag: string } {
  let offset = text.lastIndexOf('!', start - 1);
  while (text[offset - 1] === '!') offset--;
  return { offset, tag: /^\S*/.exec(text.slice(offset))![0] };
}

interface Found {
  /** Undefined where the path leads to nothing. */
  node: Node | null | undefined;
  /** Of the last key or item on the way that exists. */
  offset: number;
}

function find(contents: Node | null, path: Path): Found {
  let node: Node | null = contents;
  let offset = contents?.range?.[0] ?? 0;
  for (const [index, part] of path.entries()) {
    const pair = isMap(node) ? findPair(node.items as Pair[], part) : undefined;
    if (pair !== undefined) {
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value as Node | null;
      if (node?.range && index < path.length - 1) offset = node.range[0];
    } else if (isSeq(node) && typeof part === 'number' && part < node.items.length) {
      node = node.items[part] as Node | null;
      offset = node?.range?.[0] ?? offset;
    } else return { node: undefined, offset };
  }
  return { node, offset };
}

function findPair(items: Pair[], key: string | number): Pair | undefined {
  return items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
}
