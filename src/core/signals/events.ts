/** What is journalled of signals: only what a restart must not forget. */

export type SignalEvents = {
  /** A latched signal was set by its source, or released by its `until` (`practice.md` P-2). */
  'latch-set': { asset: string; signal: string };
  'latch-released': { asset: string; signal: string };
  'link-lost': { device: string; reason: string };
  'link-restored': { device: string };
};
