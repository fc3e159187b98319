/** What the main thread and the store's thread say to each other. */
import type { HistoryErrorKind } from './history-error.ts';
import type { LogLevel } from './log.ts';
import type { ReadingStep, ReadingsQuery } from './readings.ts';
import type { EncodedBatch } from './report-encoder.ts';
import type { HistorySettings } from './settings.ts';
import type { StoreStatus } from './store.ts';

export interface ThreadOptions {
  folder: string;
  site: string;
  settings: HistorySettings;
  /** Content of InfluxDB's password or token file. */
  secret?: string | undefined;
}

export type Request =
  | { do: 'commit'; id: number; batch: EncodedBatch }
  | { do: 'readings'; id: number; query: ReadingsQuery }
  | { do: 'close' };

export interface Failure {
  kind: HistoryErrorKind;
  message: string;
}

export type Reply =
  | { is: 'ready' }
  /** The files cannot be opened. */
  | { is: 'unready'; failure: Failure }
  /** Every batch from `first` to `last` is durable, or none of them. */
  | { is: 'committed'; first: number; last: number; failure?: Failure }
  | { is: 'readings'; id: number; steps: readonly ReadingStep[]; failure?: Failure }
  | { is: 'status'; status: StoreStatus }
  | { is: 'log'; level: LogLevel; message: string }
  | { is: 'closed' };
