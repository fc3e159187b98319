/** The same harm at the same moment to several assets is one line. */
import type { HarmClockInfo, Text } from '../../../api/contract.ts';

export interface HarmGroup {
  key: string;
  text: Text;
  assets: string[];
  areas: string[];
  at: number | undefined;
}

/** Moments within this long of each other are one. */
const SAME_MS = 1_000;

export function groupHarms(harms: readonly HarmClockInfo[]): HarmGroup[] {
  const groups = new Map<string, HarmGroup>();
  for (const { harm, text, asset, area, at } of harms) {
    const key = `${harm} ${at === undefined ? 'unknown' : Math.round(at / SAME_MS)}`;
    const group = groups.get(key) ?? { key, text, assets: [], areas: [], at };
    if (asset !== undefined) group.assets.push(asset);
    if (area !== undefined) group.areas.push(area);
    groups.set(key, group);
  }
  return [...groups.values()];
}
