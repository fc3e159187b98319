/** The console built once for all tests of a run, in the run's own folder; others wait for it. */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { runFolder } from '../support/run-folder.ts';
import { waitFor } from '../support/wait.ts';

const SOURCES = join(import.meta.dirname, '../../src/console');
const BUILD_WITHIN_MS = 120_000;

export async function builtConsole(): Promise<string> {
  const folder = join(runFolder(), 'console');
  if (claim(join(runFolder(), 'console-is-being-built'))) {
    const draft = `${folder}-draft`;
    await build({
      root: SOURCES,
      build: { outDir: draft, emptyOutDir: true },
      logLevel: 'error',
    });
    renameSync(draft, folder);
  }
  await waitFor('the console to be built', () => existsSync(folder), { withinMs: BUILD_WITHIN_MS });
  return folder;
}

/** Making a folder is atomic: only one of all tests succeeds. */
function claim(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch {
    return false;
  }
}
