/** A broker's password lies in a file of its own: one line, nothing else. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError } from '../../core/error.ts';

/** `path` is relative to the config folder. Throws a `ConfigError`. */
export function readPasswordFile(folder: string, path: string): string {
  let text: string;
  try {
    text = readFileSync(resolve(folder, path), 'utf8');
  } catch (error) {
    const found = (error as NodeJS.ErrnoException).code ?? String(error);
    throw problem(path, `cannot be read (${found}). Create it with the broker's password in it.`);
  }
  const password = text.replace(/\r?\n$/, '');
  if (password === '') throw problem(path, "is empty. Put the broker's password into it.");
  if (/[\r\n]/.test(password)) throw problem(path, 'has several lines. It holds one password.');
  return password;
}

function problem(path: string, message: string): ConfigError {
  return new ConfigError([{ place: { file: path, line: 1, column: 1 }, path: '', message }]);
}
