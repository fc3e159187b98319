/**
 * Collects changed signals and hands them on by asset at most every 250 ms: no number on the screen
 * changes faster than a person reads.
 */
import type { SignalReading, StreamMessages } from '../../../api/contract.ts';

type Readings = Readonly<Record<string, SignalReading>>;

export interface SignalBuffer {
  take(message: StreamMessages['signals']): void;
  flush(): void;
}

export interface SignalStore {
  read(asset: string): Readings | undefined;
  write(asset: string, readings: Readings): void;
  /** Every asset of which there are readings. */
  assets(): string[];
}

export const SHOWN_EVERY_MS = 250;

export function createSignalBuffer(store: SignalStore): SignalBuffer {
  let isFull = false;
  const waiting = new Map<string, Record<string, SignalReading>>();
  return {
    take({ full, signals }) {
      if (full) {
        waiting.clear();
        isFull = true;
      }
      for (const reading of signals) {
        const own = waiting.get(reading.asset) ?? {};
        own[reading.signal] = reading;
        waiting.set(reading.asset, own);
      }
    },
    flush() {
      if (isFull) {
        for (const asset of store.assets()) if (!waiting.has(asset)) store.write(asset, {});
      }
      for (const [asset, changed] of waiting) {
        store.write(asset, isFull ? changed : { ...store.read(asset), ...changed });
      }
      waiting.clear();
      isFull = false;
    },
  };
}
