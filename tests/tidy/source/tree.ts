/** The repository's own files, read from the disk. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSource, type Source } from './source.ts';

const ROOT = join(import.meta.dirname, '../../..');
const CODE = ['src', 'simulators', 'tests'].map((folder) => `${folder}/**/*.{ts,tsx}`);

export function listFiles(patterns: string | readonly string[]): string[] {
  const found = globSync(patterns, { cwd: ROOT, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1)).sort();
}

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** All TypeScript of the product, its simulators and its tests. */
export function readSources(patterns: readonly string[] = CODE): Source[] {
  return listFiles(patterns).map((path) => parseSource(path, readText(path)));
}
