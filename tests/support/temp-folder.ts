/** A folder of its own for a test; all of them are removed when the test run ends. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { runFolder } from './run-folder.ts';

/** `name` shows in the path, so that one that was left behind says whose it is. */
export function createTempFolder(name = 'test'): string {
  return mkdtempSync(join(runFolder(), `dutywatch-${name}-`));
}
