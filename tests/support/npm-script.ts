/** What a script of `package.json` tells node: tested and measured is what is shipped. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

export interface NpmScript {
  /** Set before `node`. */
  env: Record<string, string>;
  flags: string[];
  /** What node runs, and what that is told. */
  entry: string;
  command: string[];
}

export function readScript(name: 'start' | 'drill'): NpmScript {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<typeof name, string>;
  };
  const words = scripts[name].split(' ');
  const node = words.indexOf('node');
  const given = words.slice(node + 1);
  const entry = given.findIndex((word) => !word.startsWith('-'));
  return {
    env: Object.fromEntries(words.slice(0, node).map((word) => word.split('='))),
    flags: given.slice(0, entry),
    entry: given[entry]!,
    command: given.slice(entry + 1),
  };
}
