/** Import cycles: two files that need each other are one file, or one of them knows too much. */
import type { Finding } from './finding.ts';
import type { Source } from './source/source.ts';

/** One finding for each knot of files that reach each other, with one shortest way round. */
export function findCycles(sources: readonly Source[]): Finding[] {
  const imports = new Map(sources.map((source) => [source.path, importedFiles(source)]));
  const told = new Set<string>();
  const findings: Finding[] = [];
  for (const { path } of sources) {
    if (told.has(path)) continue;
    const round = findWayBack(path, imports);
    if (!round) continue;
    for (const member of round) told.add(member);
    const found = `an import cycle: ${[...round, path].join(' > ')}`;
    findings.push({ place: path, found, remedy: 'move what both need below both' });
  }
  return findings;
}

/** A worker's file is named, not imported: the worker may import from its starter. */
function importedFiles({ imports }: Source): string[] {
  const files = imports.filter(({ kind, how }) => kind === 'file' && how === 'import');
  return [...new Set(files.map(({ target }) => target))];
}

/** Breadth first from `start` until it is met again. */
function findWayBack(
  start: string,
  imports: ReadonlyMap<string, readonly string[]>,
): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const path of queue) {
    for (const next of imports.get(path) ?? []) {
      if (next === start) return traceBack(path, start, cameFrom);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, path);
      queue.push(next);
    }
  }
  return undefined;
}

function traceBack(last: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [last];
  for (let at = last; at !== start; ) {
    at = cameFrom.get(at) ?? start;
    way.unshift(at);
  }
  return way;
}
