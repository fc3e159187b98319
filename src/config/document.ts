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
  /** Plain data; undefined where the file could not be parsed at all. */
  data: unknown;
  /**
   * Of the value at a path; of the nearest one that exists where it does not. `offset` counts
   * characters in a scalar's value.
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
/** With more of them the file's data is not built: aliases of aliases multiply. */
const ALIAS_LIMIT = 20;

export function parseYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', uniqueKeys: true });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const { faults, aliasCount } = findFaults(document);
  const isUnreadable = document.errors.length > 0 || aliasCount > ALIAS_LIMIT;
  const contents = document.contents as Node | null;
  return {
    file,
    data: isUnreadable ? undefined : document.toJS({ maxAliasCount: -1 }),
    problems: faults.map(({ offset, message }) => ({ place: at(offset), path: '', message })),
    placeOf: (path, index = 0) => {
      const { node, offset } = find(contents, path);
      return at(isScalar(node) && node.range ? offsetInScalar(text, node, index) : offset);
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

function findFaults(document: Document): { faults: Fault[]; aliasCount: number } {
  const faults: Fault[] = [];
  let hasTag = false;
  let aliasCount = 0;
  visit(document, {
    Node(_key, node) {
      const offset = node.range?.[0] ?? 0;
      const complain = (message: string) => faults.push({ offset, message });
      if (isAlias(node)) {
        aliasCount++;
        complain('an alias (*name) is not allowed: write the value out');
      } else if ('anchor' in node && node.anchor) {
        complain('an anchor (&name) is not allowed: write the value out');
      }
      if (node.tag?.startsWith('!')) {
        hasTag = true;
        complain(`"${node.tag}" is read as a YAML tag: ${QUOTE_HINT}`);
      }
    },
  });
  for (const issue of [...document.errors, ...document.warnings]) {
    if (issue.code === 'TAG_RESOLVE_FAILED' && hasTag) continue;
    const message = issue.message.split('\n')[0]!.replace(/ at line \d+.*$/, '');
    faults.push({ offset: issue.pos[0], message });
  }
  return { faults, aliasCount };
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
