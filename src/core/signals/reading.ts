/**
 * What a device says: samples of signals, each with its quality. Drivers make them, the live table
 * keeps the newest, history keeps all.
 */

export type Value = boolean | number | string;

/** `good`; `uncertain`: shown with a mark, not used by rules; `bad`: not shown as a value. */
export type Quality = 'good' | 'uncertain' | 'bad';

/** Why a reading is not good. */
export type Reason =
  | 'silent'
  | 'link'
  | 'sentinel'
  | 'range'
  | 'spike'
  | 'stuck'
  | 'contradiction'
  | 'clock'
  | 'exception'
  | 'not-a-number'
  | 'too-few'
  | 'not-heard-yet';

/** One signal in one report. `value` is null where quality is bad. */
export interface Sample {
  signal: string;
  value: Value | null;
  quality: Quality;
  reason?: Reason;
}

/**
 * One device heard once. Its signals are read in groups that come together (one poll interval of
 * a Modbus device, one topic of an MQTT device); a group ages as one.
 */
export interface Report {
  device: string;
  group: string;
  /** Core time of receipt, ms. */
  at: number;
  /** The device's own time, ms since 1970, where it has one. */
  deviceAt?: number;
  /** Only what changed since the group's last report: empty means heard, the same bytes again. */
  samples: readonly Sample[];
}

/** A reading as it is stored and shown: one signal of one asset at one moment. */
export interface Reading {
  asset: string;
  signal: string;
  value: Value | null;
  quality: Quality;
  reason: Reason | undefined;
  /** Core time of receipt, ms. */
  at: number;
  deviceAt: number | undefined;
  device: string;
}
