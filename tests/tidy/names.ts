/** Names of files and folders: a listing reads as a table of contents. */
import { posix } from 'node:path';
import type { Finding } from './finding.ts';
import { matchesAny } from './import-table.ts';

/** They say nothing: a type lives with its noun. */
const EMPTY_NAMES = ['types', 'type', 'utils', 'util', 'helpers', 'helper', 'common', 'misc'];
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** Names that tools and customs fix. */
const FIXED_NAMES = /^(README(\.zh)?\.md|vite\.config\.ts|\.gitkeep)$/;
/** A golden file keeps the name of what it is a copy of. */
const FREE = ['tests/**/golden*/**', 'tests/**/frames/**'];

/** Folders whose parts are each explained by a README. */
const EXPLAINED = ['src/*', 'simulators', 'simulators/*', 'devices', 'config', 'config/*'];
const ALSO_EXPLAINED = ['docs', 'tests', 'tests/support', 'tests/tidy'];

export function findBadNames(paths: readonly string[]): Finding[] {
  return paths.flatMap((path) => {
    if (matchesAny(path, FREE)) return [];
    const findings: Finding[] = [];
    for (const part of path.split('/')) {
      const stem = part.replace(/\..*$/, '');
      const isFixed = FIXED_NAMES.test(part);
      if (!isFixed && !KEBAB.test(stem)) {
        findings.push({ place: path, found: `"${part}" is no kebab-case name`, remedy: 'rename' });
      }
      if (EMPTY_NAMES.includes(stem)) {
        const remedy = 'move each thing to the noun that it is about';
        findings.push({ place: path, found: `"${part}" says nothing`, remedy });
      }
    }
    if (path.endsWith('.tsx') && !/^(src|tests)\/console\//.test(path)) {
      const remedy = 'only the console is built; everything else runs as it is written';
      findings.push({ place: path, found: 'a .tsx file outside the console', remedy });
    }
    return findings;
  });
}

export function findUnexplainedFolders(paths: readonly string[]): Finding[] {
  const folders = new Set(paths.flatMap(foldersAbove));
  const unexplained = [...folders].filter(
    (folder) =>
      matchesAny(folder, [...EXPLAINED, ...ALSO_EXPLAINED]) &&
      !paths.includes(`${folder}/README.md`),
  );
  return unexplained.map((folder) => ({
    place: `${folder}/README.md`,
    found: 'is missing',
    remedy: 'say what the folder holds and how to add one of it',
  }));
}

function foldersAbove(path: string): string[] {
  const folder = posix.dirname(path);
  return folder === '.' ? [] : [folder, ...foldersAbove(folder)];
}
