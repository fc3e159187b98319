/**
 * What pure folders may not use: time, chance, waiting and the outside world come in as arguments.
 */
import type { Finding } from './finding.ts';
import { matchesAny } from './import-table.ts';
import type { Source } from './source/source.ts';
import { isNode, type SyntaxNode, walk } from './source/syntax.ts';

interface Ban {
  what: string;
  found: (node: SyntaxNode, parents: readonly SyntaxNode[]) => boolean;
  remedy: string;
}

const TIME = 'take the time as an argument';
const WAITING = 'return data; what waits belongs into an adapter';
const OUTSIDE = 'return what should be done; an adapter does it';

const WAITING_BANS: readonly Ban[] = [
  { what: 'await', found: (node) => node.type === 'AwaitExpression', remedy: WAITING },
  { what: 'async', found: (node) => node.async === true, remedy: WAITING },
  { what: 'for await', found: (node) => node.await === true, remedy: WAITING },
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'].map((name) =>
    banName(name, 'say in `nextDue` when to be woken'),
  ),
  banName('Promise', WAITING),
];

const OUTSIDE_BANS: readonly Ban[] = [
  ...['process', 'console', 'fetch', 'globalThis'].map((name) => banName(name, OUTSIDE)),
  banMember('Math', 'random', 'take a seeded source of chance as an argument'),
  banName('crypto', 'take the number as an argument'),
];

const PURE: readonly { of: readonly string[]; bans: readonly Ban[] }[] = [
  {
    of: ['src/core/**', 'simulators/models/**'],
    bans: [...WAITING_BANS, ...OUTSIDE_BANS, banName('Date', TIME), banName('performance', TIME)],
  },
  // Parsing a payload's own time needs `Date.parse`; asking what time it is does not.
  {
    of: ['src/devices/**'],
    bans: [
      ...WAITING_BANS,
      ...OUTSIDE_BANS,
      banMember('Date', 'now', TIME),
      banName('performance', TIME),
    ],
  },
];

export function findImpurities(sources: readonly Source[]): Finding[] {
  return sources.flatMap((source) => {
    const bans = PURE.filter(({ of }) => matchesAny(source.path, of)).flatMap((pure) => pure.bans);
    return bans.length > 0 ? findUses(source, bans) : [];
  });
}

function findUses(source: Source, bans: readonly Ban[]): Finding[] {
  const findings: Finding[] = [];
  walk(source.program, (node, parents) => {
    for (const { what, found, remedy } of bans) {
      if (!found(node, parents)) continue;
      const place = `${source.path}:${source.lineAt(node.start)}`;
      findings.push({ place, found: `uses ${what}`, remedy });
    }
  });
  return findings;
}

function banName(name: string, remedy: string): Ban {
  const found = (node: SyntaxNode, parents: readonly SyntaxNode[]) =>
    node.type === 'Identifier' && node.name === name && !isOnlyAName(node, parents.at(-1));
  return { what: name, found, remedy };
}

function banMember(object: string, member: string, remedy: string): Ban {
  const found = ({ type, object: owner, property }: SyntaxNode) =>
    type === 'MemberExpression' && isNamed(owner, object) && isNamed(property, member);
  return { what: `${object}.${member}`, found, remedy };
}

function isNamed(node: unknown, name: string): boolean {
  return isNode(node) && node.type === 'Identifier' && node.name === name;
}

/** `event.process` and `{ process: 1 }` name a member; they do not reach the global. */
function isOnlyAName(node: SyntaxNode, parent: SyntaxNode | undefined): boolean {
  if (!parent || parent.computed === true) return false;
  if (parent.type === 'MemberExpression') return parent.property === node;
  return parent.key === node && parent.shorthand !== true;
}
