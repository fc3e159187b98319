/** One driver per protocol. It turns what a device says into reports and decides nothing. */
import type { DeviceErrorKind } from '../core/error.ts';
import type { Report } from '../core/signals/reading.ts';
import type { Connection, Device } from '../devices/device.ts';

/** Where a driver's news goes; `gateway.ts` implements it. */
export interface DriverOutput {
  /** `stored` resolves once the reports are durable; MQTT acknowledges its messages only then. */
  report(reports: readonly Report[]): { stored: Promise<void> };
  link(device: string, up: boolean, reason?: string): void;
}

export interface DriverClock {
  /** Core time, ms: monotonic, never goes back. */
  now(): number;
}

export interface Driver {
  /** Checks the settings against the devices; opens nothing. Throws `ConfigError`. */
  open(connection: Connection, devices: readonly Device[]): void;
  /** Reads until `stop` fires. A silent device yields a lost link, never an exception. */
  run(output: DriverOutput, clock: DriverClock, stop: AbortSignal): Promise<void>;
  /** For the devices page and `/metrics`; cheap. */
  health(): readonly DeviceHealth[];
}

/**
 * `broker`, `subscription`, `availability`: an MQTT device that its broker, or who speaks for it,
 * does not let us hear.
 */
export type LossCause =
  | DeviceErrorKind
  | 'not-heard-yet'
  | 'broker'
  | 'subscription'
  | 'availability';

export interface DeviceHealth {
  device: string;
  up: boolean;
  /** Why it is down, in words for an engineer. */
  reason?: string;
  /** The same as one word, for which the console has words in both languages. */
  cause?: LossCause;
  /** Core ms; absent until heard once. */
  lastHeardAt?: number;
  /** Round trip of the last good exchange, ms; Modbus only. */
  roundTripMs?: number;
  /** Achieved poll interval, ms; Modbus only. */
  intervalMs?: number;
  errors: Partial<Record<DeviceErrorKind, number>>;
}
