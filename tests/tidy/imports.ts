/** The import law: each folder imports only what the architecture lets it. */
import type { Finding } from './finding.ts';
import { matchesAny, type Row, rowOf } from './import-table.ts';
import type { Import, Source } from './source/source.ts';

/** The console and its build are bundled before they run, so they may use `devDependencies`. */
const BUNDLED = ['src/console/**', 'src/commands/build-console.ts'];

export function findForbiddenImports(
  sources: readonly Source[],
  dependencies: ReadonlySet<string>,
): Finding[] {
  return sources.flatMap((source) => {
    if (source.path.startsWith('tests/')) return [];
    const row = rowOf(source.path);
    if (!row) return [unknownPlace(source.path)];
    const refuse = (taken: Import) => judge(source.path, row, taken, dependencies);
    return source.imports.flatMap((taken) => refuse(taken) ?? []);
  });
}

function unknownPlace(path: string): Finding {
  return {
    place: path,
    found: 'no row of the import table is about this file',
    remedy: 'move it into a folder of the architecture, or add a row to import-table.ts',
  };
}

function judge(
  path: string,
  row: Row,
  taken: Import,
  dependencies: ReadonlySet<string>,
): Finding | undefined {
  const place = `${path}:${taken.line}`;
  if (taken.kind === 'builtin') return row.builtins === false ? noBuiltin(place, taken) : undefined;
  if (taken.kind === 'package') {
    const open = row.packages ? new Set(row.packages) : dependencies;
    if (open.has(taken.target) || matchesAny(path, BUNDLED)) return undefined;
    const found = `imports the package ${taken.target}`;
    return { place, found, remedy: `only these are open to it: ${[...open].join(', ')}` };
  }
  const types = taken.typeOnly ? (row.mayTypes ?? []) : [];
  if (matchesAny(taken.target, [...row.of, ...row.may, ...types])) return undefined;
  return {
    place,
    found: `imports ${taken.target}`,
    remedy: `it may import ${describeOpen(row)}; hand it in from above as an interface`,
  };
}

function noBuiltin(place: string, taken: Import): Finding {
  const remedy = 'it is pure: do this in an adapter and hand the result in';
  return { place, found: `imports ${taken.target}`, remedy };
}

function describeOpen(row: Row): string {
  const types = (row.mayTypes ?? []).map((glob) => `${glob} (types only)`);
  return [...row.of, ...row.may, ...types].join(', ');
}
