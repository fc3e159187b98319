/** The embedded broker's accounts: a file of its own, so that passwords are in no other. */
import { join } from 'node:path';
import { type Account, credentialsSchema } from '../broker/settings.ts';
import { createReader } from './reader.ts';

/** Undefined where no file is named: then anybody on this machine may in. Throws `ConfigError`. */
export function readAccounts(
  folder: string,
  file: string | undefined,
): readonly Account[] | undefined {
  if (file === undefined) return undefined;
  const reader = createReader(folder);
  const read = reader.read(join(folder, file), credentialsSchema);
  reader.finish();
  return read?.data;
}
