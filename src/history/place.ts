/** What of the building the store must know to file a reading: whose it is, and of what type. */
import type { Kinds } from '../core/site/kinds.ts';

export interface Place {
  /** The site's id. */
  site: string;
  kinds: Kinds;
  assets: readonly { id: string; kind: string; area: string }[];
}

/** How one device's readings belong to an asset. */
export interface Binding {
  asset: string;
  /** How long a reading stands without being heard again, ms (`decisions.md` 14). */
  silenceMs: number;
  /** 0: the device that its asset prefers, then 1, … (`decisions.md` 15). */
  rank: number;
}
