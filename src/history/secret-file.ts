/** A secret beside the configuration: the file's content without the line end. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError } from '../core/error.ts';
import type { InfluxSettings } from './settings.ts';

/** InfluxDB's password or token; undefined where the settings name none. */
export function readSecret(
  configFolder: string,
  influx: InfluxSettings | undefined,
): string | undefined {
  const key = influx?.['token-file'] === undefined ? 'password-file' : 'token-file';
  const name = influx?.[key];
  if (name === undefined) return undefined;
  const file = resolve(configFolder, name);
  try {
    return readFileSync(file, 'utf8').trimEnd();
  } catch (error) {
    const found = (error as NodeJS.ErrnoException).code ?? String(error);
    const message = `cannot be read (${found}); put the secret there, readable by this user.`;
    const place = { file, line: 1, column: 1 };
    throw new ConfigError([{ place, path: `history.influx.${key}`, message }]);
  }
}
