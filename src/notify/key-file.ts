/** Secrets lie in files of their own, never in the settings: one file, one secret, no line end. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError } from '../core/error.ts';

/** `path` is relative to the config folder. */
export function readKeyFile(folder: string, path: string): string {
  const file = resolve(folder, path);
  let secret: string;
  try {
    secret = readFileSync(file, 'utf8').trim();
  } catch (error) {
    const found = (error as NodeJS.ErrnoException).code ?? String(error);
    throw keyProblem(path, `cannot be read (${found}). Create it with the channel's secret in it.`);
  }
  if (secret === '') throw keyProblem(path, 'is empty. Put the secret of the channel into it.');
  if (/[\r\n]/.test(secret)) throw keyProblem(path, 'has several lines. It holds one secret only.');
  return secret;
}

function keyProblem(path: string, message: string): ConfigError {
  return new ConfigError([{ place: { file: path, line: 1, column: 1 }, path: '', message }]);
}
