/** The kinds, the code lists and the profiles of `devices/`. */
import { join } from 'node:path';
import { type Kinds, kindsSchema } from '../core/site/kinds.ts';
import { parseCodeList } from '../devices/codes.ts';
import { type Profile, parseProfile } from '../devices/profile.ts';
import type { Reader } from './reader.ts';

export interface Catalogue {
  kinds: Kinds;
  profiles: ReadonlyMap<string, Profile>;
}

export function readCatalogue(reader: Reader, folder: string): Catalogue {
  const kinds = reader.read(join(folder, 'kinds.yaml'), kindsSchema)?.data ?? {};
  const codeLists = readCodeLists(reader, join(folder, 'codes'));
  const profiles = new Map<string, Profile>();
  for (const path of reader.list(folder)) {
    if (path === join(folder, 'kinds.yaml')) continue;
    const file = reader.readRaw(path);
    if (file === undefined) continue;
    const parsed = parseProfile(file.data, kinds, codeLists);
    if (parsed.ok) profiles.set(parsed.profile.profile, parsed.profile);
    else for (const problem of parsed.problems) file.complain(problem.path, problem.message);
  }
  return { kinds, profiles };
}

function readCodeLists(reader: Reader, folder: string): Set<string> {
  const ids = new Set<string>();
  for (const path of reader.list(folder)) {
    const file = reader.readRaw(path);
    if (file === undefined) continue;
    const parsed = parseCodeList(file.data);
    if (parsed.ok) ids.add(parsed.list.codes);
    else for (const problem of parsed.problems) file.complain(problem.path, problem.message);
  }
  return ids;
}
