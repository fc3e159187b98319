/** What a lane is given from outside: time, the outbox, and where its news go. */
import type { Delivery } from './channel.ts';
import type { Composer } from './message.ts';
import type { OutboxSource } from './outbox.ts';

export interface DeliveryClock {
  /** Core time, ms: never goes back. */
  now(): number;
  wall(): number;
  /** Runs once after `delayMs`; returns how to call it off. */
  after(delayMs: number, run: () => void): () => void;
}

/** What the core is told: the input `delivery`, and the channel's own receipt for the log. */
export interface DeliveryReport {
  notification: string;
  person: string;
  channel: string;
  result: Delivery['result'];
  reason?: string;
  receipt?: string;
  attempt: number;
}

export interface LaneContext {
  outbox: OutboxSource;
  composer: Composer;
  clock: DeliveryClock;
  onDelivery(report: DeliveryReport): void;
  /** Our own bug, or an outbox that cannot be written: what can be sent is sent all the same. */
  onFault(error: unknown): void;
}
