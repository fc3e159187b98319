/**
 * Which devices can be heard at all. A device can be out of reach for several causes at once; its
 * link comes back when the last one is gone. Says only what changed.
 */

/** In the order in which they are told: the first explains the others. */
const CAUSES = ['broker', 'subscription', 'availability'] as const;

/**
 * `broker`: the broker has been away too long; `subscription`: it refuses the device's topic;
 * `availability`: the device, or who speaks for it, says that it is offline.
 */
export type Cause = (typeof CAUSES)[number];

export class Links {
  readonly #told: (device: string, up: boolean, reason?: Cause) => void;
  readonly #causes = new Map<string, Set<Cause>>();
  readonly #up = new Map<string, boolean>();

  constructor(told: (device: string, up: boolean, reason?: Cause) => void) {
    this.#told = told;
  }

  lose(device: string, cause: Cause): void {
    this.#of(device).add(cause);
    this.#tell(device);
  }

  /** Also the first word on a device after a start, which may have been lost before it. */
  restore(device: string, cause: Cause): void {
    this.#of(device).delete(cause);
    this.#tell(device);
  }

  lostBecause(device: string): Cause | undefined {
    const causes = this.#causes.get(device);
    return CAUSES.find((cause) => causes?.has(cause));
  }

  #tell(device: string): void {
    const reason = this.lostBecause(device);
    const isUp = reason === undefined;
    if (this.#up.get(device) === isUp) return;
    this.#up.set(device, isUp);
    if (isUp) this.#told(device, true);
    else this.#told(device, false, reason);
  }

  #of(device: string): Set<Cause> {
    let causes = this.#causes.get(device);
    if (causes === undefined) {
      causes = new Set();
      this.#causes.set(device, causes);
    }
    return causes;
  }
}
