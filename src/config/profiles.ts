/** The kinds, the code lists and the profiles of `devices/`. */
import { basename, join } from 'node:path';
import { type Kinds, kindsSchema } from '../core/site/kinds.ts';
import { type CodeList, parseCodeList } from '../devices/codes.ts';
import { type Profile, parseProfile } from '../devices/profile.ts';
import type { Reader } from './reader.ts';

export interface Catalogue {
  kinds: Kinds;
  profiles: ReadonlyMap<string, Profile>;
  codeLists: ReadonlyMap<string, CodeList>;
  /** Ids of profiles that are there and wrong: a device that names one is not wrong for it. */
  wrongProfiles: ReadonlySet<string>;
}

/** Undefined where the kinds are wrong: nothing else could be judged. */
export function readCatalogue(reader: Reader, folder: string): Catalogue | undefined {
  const kinds = reader.read(join(folder, 'kinds.yaml'), kindsSchema)?.data;
  const codeLists = readCodeLists(reader, join(folder, 'codes'));
  if (kinds === undefined) return undefined;
  const profiles = new Map<string, Profile>();
  const wrongProfiles = new Set<string>();
  for (const path of reader.list(folder)) {
    if (path === join(folder, 'kinds.yaml')) continue;
    const file = reader.readRaw(path);
    if (file === undefined) {
      wrongProfiles.add(basename(path, '.yaml'));
      continue;
    }
    const parsed = parseProfile(file.data, kinds, new Set(codeLists.keys()));
    if (!parsed.ok) {
      wrongProfiles.add(file.sourceOf(['profile']) ?? basename(path, '.yaml'));
      for (const problem of parsed.problems) file.complain(problem.path, problem.message);
      continue;
    }
    const { profile } = parsed;
    if (profiles.has(profile.profile)) {
      file.complain(['profile'], `"${profile.profile}" is there twice`);
    }
    profiles.set(profile.profile, profile);
  }
  return { kinds, profiles, codeLists, wrongProfiles };
}

function readCodeLists(reader: Reader, folder: string): Map<string, CodeList> {
  const lists = new Map<string, CodeList>();
  for (const path of reader.list(folder)) {
    const file = reader.readRaw(path);
    if (file === undefined) continue;
    const parsed = parseCodeList(file.data);
    if (parsed.ok) lists.set(parsed.list.codes, parsed.list);
    else for (const problem of parsed.problems) file.complain(problem.path, problem.message);
  }
  return lists;
}
