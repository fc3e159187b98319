/**
 * One channel's queue and its sends: a few at once, the most urgent first, within the channel's
 * budget, again later where that helps. It decides when and in which message a row goes; whether
 * it arrived is the channel's to say, and whether anybody reads it is nobody's here.
 */
import { PRIORITIES } from '../core/priority.ts';
import { LIVE } from '../core/realm.ts';
import { isSummary, type Room, takeBatch } from './batch.ts';
import { createSendWindow, type SendWindow } from './budget.ts';
import type { Channel, Delivery } from './channel.ts';
import type { ChannelHealth } from './health.ts';
import type { LaneContext } from './lane-context.ts';
import { composeMessage, composeSummary } from './message.ts';
import type { OutboxRow, OutboxSource } from './outbox.ts';
import { PAUSE_LIMIT_MS, planRetry, resumeRetryMs } from './retry.ts';
import { WaitingRows } from './waiting-rows.ts';

/** Messages in flight on one channel; one of these places is for critical messages only. */
const IN_FLIGHT_LIMIT = 4;
/** Rows that wait for one channel; past it the least urgent becomes a dead letter. */
const WAITING_LIMIT = 10_000;
/** Longest wait for a channel, above any timeout of its own; then it counts as "maybe sent". */
const SEND_LIMIT_MS = 60_000;
/** Failures in a row after which the next success tries all that waits at once. */
const DOWN_AFTER = 3;

export class Lane {
  readonly #id: string;
  readonly #channel: Channel;
  readonly #context: LaneContext;
  readonly #waiting = new WaitingRows();
  readonly #window: SendWindow;
  readonly #count = { delivered: 0, retried: 0, refused: 0, deadLetters: 0 };
  #inFlight = 0;
  #failuresInRow = 0;
  /** Core ms until which the other side wants to hear nothing. */
  #pausedUntil = 0;
  #lastDeliveredAt: number | undefined;
  #lastFailure: { at: number; reason: string } | undefined;
  #timer: { at: number; cancel: () => void } | undefined;
  #state: 'open' | 'stopping' | 'closed' = 'open';
  #onIdle: (() => void) | undefined;

  constructor(id: string, channel: Channel, context: LaneContext) {
    this.#id = id;
    this.#channel = channel;
    this.#context = context;
    this.#window = createSendWindow(channel.budget);
  }

  /** Takes the row over; `pump` sends it. */
  accept(row: OutboxRow): void {
    if (!this.#mayOpen(row)) {
      const reason = 'simulation: the channel stays shut without allow-in-simulation';
      this.#end(row, { result: 'refused', reason });
      return;
    }
    const { clock } = this.#context;
    const inMs = resumeRetryMs(row.nextAtWall, clock.wall());
    if (inMs === 0) this.#waiting.add(row);
    else this.#waiting.addLater(row, clock.now() + inMs);
    if (this.#waiting.size <= WAITING_LIMIT) return;
    this.#bury(this.#waiting.takeLeastUrgent()!, `over ${WAITING_LIMIT} messages wait`);
  }

  /** Sends what may go now, and sets the timer for what may go next. */
  pump(): void {
    if (this.#state !== 'open') return;
    const now = this.#context.clock.now();
    this.#waiting.release(now);
    while (now >= this.#pausedUntil) {
      const batch = takeBatch(this.#waiting, this.#channel.audience, this.#room(now));
      if (batch === undefined) break;
      this.#window.record(now);
      void this.#send(batch);
    }
    this.#setTimer(now);
  }

  health(): ChannelHealth {
    return {
      channel: this.#id,
      kind: this.#channel.kind,
      open: !this.#context.composer.simulated || this.#channel.allowInSimulation,
      ...(this.#lastDeliveredAt !== undefined && { lastDeliveredAt: this.#lastDeliveredAt }),
      ...(this.#lastFailure !== undefined && { lastFailure: this.#lastFailure }),
      pending: this.#waiting.size,
      inFlight: this.#inFlight,
      ...this.#count,
    };
  }

  /** Starts nothing more; resolves when nothing is in flight, or after `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.#state = 'stopping';
    this.#timer?.cancel();
    if (this.#inFlight > 0) {
      await new Promise<void>((resolve) => {
        const cancel = this.#context.clock.after(graceMs, resolve);
        this.#onIdle = () => {
          cancel();
          resolve();
        };
      });
    }
    this.#state = 'closed';
    this.#channel.close();
  }

  #mayOpen(row: OutboxRow): boolean {
    const isReal = !this.#context.composer.simulated && row.request.realm === LIVE;
    return isReal || this.#channel.allowInSimulation;
  }

  #room(now: number): Room {
    const critical = IN_FLIGHT_LIMIT - this.#inFlight;
    return {
      critical: critical < 1 ? 0 : this.#window.free(true, now),
      others: critical < 2 ? 0 : this.#window.free(false, now),
    };
  }

  async #send(rows: readonly OutboxRow[]): Promise<void> {
    const { clock, composer } = this.#context;
    this.#inFlight++;
    let delivery: Delivery;
    try {
      for (const row of rows) this.#write((outbox) => outbox.markHanded(row.key, clock.wall()));
      const compose = isSummary(rows) ? composeSummary : composeMessage;
      delivery = await this.#withinLimit(this.#channel.send(compose(rows, composer)));
    } catch (error) {
      this.#context.onFault(error);
      delivery = { result: 'refused', reason: `internal fault: ${String(error)}` };
    }
    if (this.#state === 'closed') return;
    this.#inFlight--;
    this.#learn(delivery);
    for (const row of rows) this.#finish({ ...row, attempts: row.attempts + 1 }, delivery);
    if (this.#inFlight === 0) this.#onIdle?.();
    this.pump();
  }

  #withinLimit(sending: Promise<Delivery>): Promise<Delivery> {
    return new Promise((resolve, reject) => {
      const cancel = this.#context.clock.after(SEND_LIMIT_MS, () => {
        const reason = `the channel said nothing within ${SEND_LIMIT_MS} ms`;
        resolve({ result: 'retry', reason, maybeSent: true });
      });
      sending.then(resolve, reject).finally(cancel);
    });
  }

  /** What one outcome says about the channel as a whole. */
  #learn(delivery: Delivery): void {
    const { clock } = this.#context;
    if (delivery.result === 'delivered') {
      this.#lastDeliveredAt = clock.wall();
      if (this.#failuresInRow >= DOWN_AFTER) this.#waiting.release(Number.POSITIVE_INFINITY);
      this.#failuresInRow = 0;
      return;
    }
    this.#lastFailure = { at: clock.wall(), reason: delivery.reason };
    this.#failuresInRow++;
    if (delivery.result === 'retry' && delivery.afterMs !== undefined) {
      this.#pausedUntil = clock.now() + Math.min(delivery.afterMs, PAUSE_LIMIT_MS);
    }
  }

  #finish(row: OutboxRow, delivery: Delivery): void {
    if (delivery.result !== 'retry') {
      this.#end(row, delivery);
      return;
    }
    const { clock } = this.#context;
    const { priority } = row.request.data;
    const retry = planRetry(priority, row.attempts, clock.now() - row.request.at);
    if (retry.kind === 'dead') {
      this.#bury(row, `given up after ${retry.why}: ${delivery.reason}`);
      return;
    }
    this.#count.retried++;
    const possiblyRepeat = row.possiblyRepeat || delivery.maybeSent === true;
    this.#waiting.addLater({ ...row, possiblyRepeat }, clock.now() + retry.inMs);
    const nextAt = clock.wall() + retry.inMs;
    this.#write((outbox) => outbox.settle(row.key, 'retry', delivery.reason, nextAt));
    this.#report(row, delivery);
  }

  /** A dead letter: nobody will be told by this channel, and that is said. */
  #bury(row: OutboxRow, reason: string): void {
    this.#count.deadLetters++;
    this.#lastFailure = { at: this.#context.clock.wall(), reason };
    this.#end(row, { result: 'refused', reason });
  }

  #end(row: OutboxRow, delivery: Exclude<Delivery, { result: 'retry' }>): void {
    this.#count[delivery.result]++;
    const reason = delivery.result === 'refused' ? delivery.reason : undefined;
    this.#write((outbox) => outbox.settle(row.key, delivery.result, reason));
    this.#report(row, delivery);
  }

  #report(row: OutboxRow, delivery: Delivery): void {
    this.#context.onDelivery({
      notification: row.request.data.notification,
      person: row.recipient.person,
      channel: this.#id,
      attempt: row.attempts,
      result: delivery.result,
      ...('reason' in delivery && { reason: delivery.reason }),
      ...('receipt' in delivery && { receipt: delivery.receipt }),
    });
  }

  /** A full disk must not keep a message about a life from going out. */
  #write(change: (outbox: OutboxSource) => void): void {
    try {
      change(this.#context.outbox);
    } catch (error) {
      this.#context.onFault(error);
    }
  }

  #setTimer(now: number): void {
    const at = this.#nextAt(now);
    if (this.#timer?.at === at) return;
    this.#timer?.cancel();
    this.#timer = undefined;
    if (at === undefined) return;
    const cancel = this.#context.clock.after(Math.max(0, at - now), () => {
      this.#timer = undefined;
      this.pump();
    });
    this.#timer = { at, cancel };
  }

  /** What waits for a free place in flight needs no timer: a finished send pumps. */
  #nextAt(now: number): number | undefined {
    const hasReady = this.#waiting.countReady(PRIORITIES) > 0;
    const isCritical = this.#waiting.countReady(['critical']) > 0;
    const budgetAt = hasReady ? this.#window.nextFreeAt(isCritical, now) : undefined;
    const pausedAt = hasReady && this.#pausedUntil > now ? this.#pausedUntil : undefined;
    const times = [budgetAt, pausedAt, this.#waiting.nextDueAt()];
    const next = Math.min(...times.filter((time) => time !== undefined));
    return next === Number.POSITIVE_INFINITY ? undefined : Math.max(next, this.#pausedUntil);
  }
}
