/** Dead files, which no entry point reaches, and dead exports, which nobody takes. */
import type { Finding } from './finding.ts';
import type { Export, Source } from './source/source.ts';

/** Where the program, its workers apart, is started from. */
export const ENTRY_POINTS: readonly string[] = ['src/main.ts', 'src/commands/build-console.ts'];

export function findDeadFiles(
  sources: readonly Source[],
  entryPoints: readonly string[] = ENTRY_POINTS,
): Finding[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const missing = entryPoints.filter((path) => !byPath.has(path));
  if (missing.length > 0) return missing.map(missingEntryPoint);
  const reached = new Set(entryPoints);
  for (const path of reached) {
    for (const { target } of byPath.get(path)?.imports ?? []) reached.add(target);
  }
  const dead = sources.filter(({ path }) => !path.startsWith('tests/') && !reached.has(path));
  return dead.map(({ path }) => ({
    place: path,
    found: `a dead file: nothing that starts at ${entryPoints.join(', ')} reaches it`,
    remedy: 'import it where it is needed, or delete it with its tests',
  }));
}

function missingEntryPoint(path: string): Finding {
  const remedy = 'write it, or mend ENTRY_POINTS in dead-code.ts';
  return { place: path, found: 'this entry point does not exist', remedy };
}

export function findDeadExports(sources: readonly Source[]): Finding[] {
  const taken = collectTakenNames(sources);
  return sources.flatMap((source) => {
    if (source.path.startsWith('tests/')) return [];
    const names = taken.get(source.path);
    if (names === 'all') return [];
    const dead = source.exports.filter(
      (own) => !names?.has(own.name) && !isNeededHere(own, source) && !isForTool(own, source),
    );
    return dead.map(({ name, line }) => ({
      place: `${source.path}:${line}`,
      found: `nobody imports ${name}`,
      remedy: 'drop `export`, or delete it',
    }));
  });
}

/** A type that its own file uses is part of what that file's functions say. */
function isNeededHere({ name, isType }: Export, { text }: Source): boolean {
  return isType && (text.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0) > 1;
}

/** A tool's own configuration file is imported by the tool. */
function isForTool({ name }: Export, { path }: Source): boolean {
  return name === 'default' && path.endsWith('.config.ts');
}

function collectTakenNames(sources: readonly Source[]): Map<string, Set<string> | 'all'> {
  const taken = new Map<string, Set<string> | 'all'>();
  for (const { target, names } of sources.flatMap((source) => source.imports)) {
    const before = taken.get(target);
    if (before === 'all') continue;
    taken.set(target, names === 'all' ? 'all' : new Set([...(before ?? []), ...names]));
  }
  return taken;
}
