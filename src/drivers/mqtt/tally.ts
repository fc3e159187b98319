/** What happened to each device: when it was heard, what went wrong, its last error in words. */
import type { DeviceError, DeviceErrorKind } from '../../core/error.ts';
import type { DeviceHealth } from '../driver.ts';
import type { Cause } from './links.ts';

export interface MqttDeviceHealth extends DeviceHealth {
  /** The newest only; `message` names the topic. `at` is core ms. */
  lastError?: { at: number; message: string };
}

interface Entry {
  lastHeardAt?: number;
  errors: Partial<Record<DeviceErrorKind, number>>;
  lastError?: { at: number; message: string };
}

export class Tally {
  readonly #entries = new Map<string, Entry>();

  heard(device: string, at: number): void {
    this.#of(device).lastHeardAt = at;
  }

  failed(device: string, at: number, error: DeviceError): void {
    const entry = this.#of(device);
    entry.errors[error.kind] = (entry.errors[error.kind] ?? 0) + 1;
    entry.lastError = { at, message: error.message };
  }

  read(device: string): Readonly<Entry> {
    const entry = this.#of(device);
    return { ...entry, errors: { ...entry.errors } };
  }

  #of(device: string): Entry {
    let entry = this.#entries.get(device);
    if (entry === undefined) {
      entry = { errors: {} };
      this.#entries.set(device, entry);
    }
    return entry;
  }
}

/** `brokerProblem`: why the device's broker is not connected now, in the broker's words. */
export function healthOf(
  tally: Tally,
  device: string,
  lost: Cause | undefined,
  brokerProblem?: string,
): MqttDeviceHealth {
  const entry = tally.read(device);
  const reason = explain(lost, entry.lastHeardAt !== undefined, brokerProblem);
  if (reason === undefined) return { device, up: true, ...entry };
  return { device, up: false, reason, cause: lost ?? 'not-heard-yet', ...entry };
}

function explain(lost: Cause | undefined, wasHeard: boolean, brokerProblem?: string) {
  const because = brokerProblem === undefined ? '' : `: ${brokerProblem}`;
  switch (lost) {
    case 'broker':
      return `its broker is away${because}`;
    case 'subscription':
      return 'its broker does not let us subscribe to its topics';
    case 'availability':
      return 'its availability topic says that it is offline';
    case undefined:
      return wasHeard ? undefined : `not heard yet${because}`;
    default:
      return lost satisfies never;
  }
}
