/**
 * The live stream of one realm. Facts go at once, signals together each 100 ms, a heartbeat each
 * second; everything is put into words once for all clients. A client that comes back is told
 * what it missed, or to load everything anew.
 */
import type { Response } from 'express';
import { openEmergencies } from '../../core/incidents/incident.ts';
import type { Ports, Realm } from '../ports.ts';
import { viewOf } from '../views/realm-view.ts';
import { signalReading, signalReadings } from '../views/signals.ts';
import { factFrames } from './facts.ts';
import { frame } from './frame.ts';
import { SignalChanges } from './signal-changes.ts';
import { StreamClient } from './stream-client.ts';

const SIGNALS_EVERY_MS = 100;
const HEARTBEAT_EVERY_MS = 1_000;
/** The right to listen is looked up again after so many heartbeats. */
const RIGHT_EVERY_BEATS = 30;
/** Events that are told to somebody who comes back; beyond it he gets a `reset`. */
const RESUME_LIMIT = 1_000;

export class Stream {
  readonly #realm: Realm;
  readonly #ports: Pick<Ports, 'health' | 'wallClock' | 'log'>;
  readonly #clients = new Set<StreamClient>();
  readonly #changes = new SignalChanges();
  #stop: (() => void) | undefined;
  #beats = 0;

  constructor(realm: Realm, ports: Pick<Ports, 'health' | 'wallClock' | 'log'>) {
    this.#realm = realm;
    this.#ports = ports;
  }

  /** `lastSeq`: the id that the client came back with. */
  connect(response: Response, mayListen: () => boolean, lastSeq?: number): void {
    this.#start();
    const client = new StreamClient(response, mayListen);
    client.onGone(() => this.#remove(client));
    client.write(lastSeq === undefined ? '' : this.#missed(lastSeq));
    client.write(this.#snapshot());
    client.write(this.#heartbeat());
    this.#clients.add(client);
  }

  get clients(): number {
    return this.#clients.size;
  }

  close(): void {
    for (const client of this.#clients) client.end();
    this.#clients.clear();
    this.#stop?.();
    this.#stop = undefined;
  }

  /** Nothing runs while nobody listens. */
  #start(): void {
    if (this.#stop !== undefined) return;
    this.#changes.forget();
    this.#changes.take(this.#realm.engine.live.table);
    const unsubscribe = this.#realm.subscribe((events) =>
      this.#guarded(() => this.#broadcast(factFrames(this.#realm, events))),
    );
    const signals = setInterval(() => this.#guarded(() => this.#saySignals()), SIGNALS_EVERY_MS);
    const beat = setInterval(() => this.#guarded(() => this.#beat()), HEARTBEAT_EVERY_MS);
    this.#stop = () => {
      unsubscribe();
      clearInterval(signals);
      clearInterval(beat);
    };
  }

  #remove(client: StreamClient): void {
    this.#clients.delete(client);
    if (this.#clients.size > 0) return;
    this.#stop?.();
    this.#stop = undefined;
  }

  #missed(lastSeq: number): string {
    const { seq } = this.#realm.engine.state;
    if (lastSeq > seq) return frame('reset', { reason: 'unknown id' });
    if (seq - lastSeq > RESUME_LIMIT) return frame('reset', { reason: 'too old' });
    const to = Number.MAX_SAFE_INTEGER;
    const range = { from: 0, to, after: lastSeq, limit: RESUME_LIMIT };
    return factFrames(this.#realm, this.#realm.events(range));
  }

  /** Carries an id, so that who leaves before the first fact can come back without a gap. */
  #snapshot(): string {
    const view = viewOf(this.#realm);
    return frame('signals', { full: true, signals: signalReadings(view) }, view.state.seq);
  }

  #saySignals(): void {
    const changed = this.#changes.take(this.#realm.engine.live.table);
    if (changed === 'all') {
      this.#broadcast(this.#snapshot());
      return;
    }
    if (changed.length === 0) return;
    const view = viewOf(this.#realm);
    const signals = changed.map((slot) => signalReading(view, slot));
    this.#broadcast(frame('signals', { full: false, signals }));
  }

  #beat(): void {
    this.#beats += 1;
    if (this.#beats % RIGHT_EVERY_BEATS === 0) {
      for (const client of this.#clients) client.checkRight();
    }
    this.#broadcast(this.#heartbeat());
  }

  #heartbeat(): string {
    const { status, reasons } = this.#ports.health();
    return frame('heartbeat', {
      at: this.#ports.wallClock(),
      openIncidents: openEmergencies(this.#realm.engine.state.incidents).length,
      health: status,
      reasons,
    });
  }

  #broadcast(text: string): void {
    for (const client of this.#clients) client.write(text);
  }

  /** A mistake here must not reach the loop that commits events: the clients come back later. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#ports.log(`api: the stream failed: ${error instanceof Error ? error.stack : error}`);
      this.close();
    }
  }
}
