/** Values of signals that may be drawn: a bad one is absent, an uncertain one is there. */
import type { AssetSignals } from './queries.ts';

/** The wire's word for a signal that was never heard. */
const NEVER = 0;

export function knownBool(signals: AssetSignals, name: string): boolean | undefined {
  const value = known(signals, name);
  return typeof value === 'boolean' ? value : undefined;
}

export function knownNumber(signals: AssetSignals, name: string): number | undefined {
  const value = known(signals, name);
  return typeof value === 'number' ? value : undefined;
}

export function knownText(signals: AssetSignals, name: string): string | undefined {
  const value = known(signals, name);
  return typeof value === 'string' ? value : undefined;
}

/** Since when the earliest of these is bad; absent: none is, or none was ever heard. */
export function badSince(signals: AssetSignals, names: readonly string[]): number | undefined {
  const since = names.flatMap((name) => {
    const reading = signals[name];
    return reading?.quality === 'bad' && reading.at !== NEVER ? [reading.at] : [];
  });
  return since.length === 0 ? undefined : Math.min(...since);
}

export function isUncertain(signals: AssetSignals, names: readonly string[]): boolean {
  return names.some((name) => signals[name]?.quality === 'uncertain');
}

function known(signals: AssetSignals, name: string) {
  const reading = signals[name];
  return reading === undefined || reading.quality === 'bad' ? undefined : reading.value;
}
