/**
 * The folder of one test run: the tests' own folders lie in it, and a file for each process group
 * that is still alive. Closing it ends those groups and removes everything.
 */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Set by the global set-up; the workers inherit it. Absent where a bench runs by itself. */
const VARIABLE = 'DUTYWATCH_TEST_FOLDER';
const GROUP_PREFIX = 'group-';

export function openRunFolder(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'dutywatch-tests-'));
  process.env[VARIABLE] = folder;
  return () => closeRunFolder(folder);
}

/** Where the tests' own folders are made. */
export function runFolder(): string {
  return process.env[VARIABLE] ?? tmpdir();
}

/** Writes down a living process group; returns what crosses it out. */
export function rememberGroup(pid: number): () => void {
  const folder = process.env[VARIABLE];
  if (!folder) return () => undefined;
  const note = join(folder, `${GROUP_PREFIX}${pid}`);
  writeFileSync(note, '');
  return () => rmSync(note, { force: true });
}

/** Signals a process group that the tests started, if any of it is left. */
export function endGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // ESRCH: the whole group is gone already.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

export function closeRunFolder(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith(GROUP_PREFIX)) endGroup(Number(name.slice(GROUP_PREFIX.length)), 'SIGKILL');
  }
  rmSync(folder, { recursive: true, force: true });
}
