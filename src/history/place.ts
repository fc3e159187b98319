/** What of the building the store must know to file a reading: whose it is, and of what type. */
import type { SourceGroup } from '../core/signals/source.ts';
import type { Kinds } from '../core/site/kinds.ts';

export interface Place {
  /** The site's id. */
  site: string;
  kinds: Kinds;
  assets: readonly { id: string; kind: string; area: string }[];
}

/** How the readings of one device's group belong to an asset. */
export interface Binding {
  asset: string;
  /** How long a reading stands without being heard again, ms (`decisions.md` 14). */
  silenceMs: number;
  /** 0: the source that its asset prefers, then 1, … (`decisions.md` 15). */
  rank: number;
}

export type Bindings = (device: string, group: string) => Binding | undefined;

/** `sources` in order of preference, as the live table takes them. */
export function bindSources(sources: readonly SourceGroup[]): Bindings {
  const bindings = new Map<string, Map<string, Binding>>();
  for (const [rank, { device, group, asset, silenceMs }] of sources.entries()) {
    const groups = bindings.get(device) ?? new Map<string, Binding>();
    bindings.set(device, groups.set(group, { asset, silenceMs, rank }));
  }
  return (device, group) => bindings.get(device)?.get(group);
}
