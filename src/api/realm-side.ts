/** What the API keeps for one realm: the timelines that were read, and the stream. */
import type { Ports, Realm } from './ports.ts';
import { Stream } from './stream/stream.ts';
import { Timelines } from './views/timeline.ts';

export interface RealmSide {
  timelines: Timelines;
  stream: Stream;
}

export class RealmSides {
  readonly #ports: Ports;
  readonly #sides = new Map<Realm, RealmSide>();

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** A drill that is over is not asked for again: its side goes when another is made. */
  of(realm: Realm): RealmSide {
    const known = this.#sides.get(realm);
    if (known !== undefined) return known;
    this.#forgetEnded();
    const side = { timelines: new Timelines(realm), stream: new Stream(realm, this.#ports) };
    this.#sides.set(realm, side);
    return side;
  }

  listeners(): number {
    return [...this.#sides.values()].reduce((sum, { stream }) => sum + stream.clients, 0);
  }

  close(): void {
    for (const { stream } of this.#sides.values()) stream.close();
    this.#sides.clear();
  }

  #forgetEnded(): void {
    for (const [realm, { stream }] of this.#sides) {
      if (this.#ports.realm(realm.id) === realm) continue;
      stream.close();
      this.#sides.delete(realm);
    }
  }
}
