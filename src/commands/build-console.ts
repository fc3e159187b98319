/**
 * Builds the console when what is built is missing or older than its sources; runs before
 * `npm start`. A checkout without the console's sources has nothing to build.
 */
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const SOURCES = join(ROOT, 'src/console');
const BUILT = join(ROOT, 'dist/console');
/** What can change the built console besides its own folder. */
const OUTSIDE_SOURCES = ['src/api/contract.ts', 'package-lock.json'];

async function buildConsole(): Promise<void> {
  if (!existsSync(join(SOURCES, 'index.html'))) return;
  if (builtAtMs() >= newestSourceMs()) return;
  console.log('dutywatch: building the console');
  // Loaded only when needed: it costs more than the check.
  const { build } = await import('vite');
  const output = { outDir: BUILT, emptyOutDir: true };
  await build({ root: SOURCES, build: output, logLevel: 'warn' });
}

function builtAtMs(): number {
  return changedAtMs(join(BUILT, 'index.html'));
}

function newestSourceMs(): number {
  const inside = globSync('**/*', { cwd: SOURCES }).map((path) => join(SOURCES, path));
  const outside = OUTSIDE_SOURCES.map((path) => join(ROOT, path));
  return Math.max(...[...inside, ...outside].map(changedAtMs));
}

/** 0 where there is no such file. */
function changedAtMs(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

await buildConsole();
