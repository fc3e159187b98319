/** What every command shares: where the program's own files are, exit codes, where it prints. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** The demo site, and the profiles that come with the program. */
export const CONFIG_FOLDER = process.env.DUTYWATCH_CONFIG ?? join(ROOT, 'config');
export const DEVICES_FOLDER = join(ROOT, 'devices');
export const CONSOLE_FOLDER = join(ROOT, 'dist', 'console');
export const DATA_FOLDER = process.env.DUTYWATCH_DATA ?? join(ROOT, 'data');

/** The program's own version, from its package. */
export const VERSION: string = (
  JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
).version;

/** `contract.md`, Commands. */
export const EXIT = { fine: 0, problems: 1, wrongUse: 2, machine: 3 } as const;

export interface Io {
  out(line: string): void;
  err(line: string): void;
}
