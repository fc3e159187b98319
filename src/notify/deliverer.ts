/**
 * Hands what the outbox holds to its channels, each in a lane of its own, so that a dead mail
 * server never keeps a webhook waiting. It reads the outbox once, at the start; from then on it is
 * handed what was committed, and nothing is polled.
 */
import { assert } from '../core/error.ts';
import type { Event } from '../core/event.ts';
import type { Channel } from './channel.ts';
import type { ChannelHealth } from './health.ts';
import { Lane } from './lane.ts';
import type { LaneContext } from './lane-context.ts';
import { type OutboxRow, toRows } from './outbox.ts';

/** Rows read from the outbox at once. */
const PAGE = 1_000;
/**
 * Longest wait at a stop for sends in flight; an outcome after it is never known. The rest of the
 * program ends in the remainder of five seconds.
 */
const STOP_GRACE_MS = 2_000;

export interface DelivererOptions extends LaneContext {
  channels: ReadonlyMap<string, Channel>;
}

export interface Deliverer {
  /** Takes up what an earlier run left open. */
  start(): void;
  /** Called with the events of a commit, once durable. Reports may come before it returns. */
  wake(committed: readonly Event[]): void;
  health(): ChannelHealth[];
  /** Ends what is in flight, within 2 s, and closes the channels. */
  stop(): Promise<void>;
}

export function createDeliverer(options: DelivererOptions): Deliverer {
  const lanes = new Map(
    [...options.channels].map(([id, channel]) => [id, new Lane(id, channel, options)]),
  );
  let state: 'new' | 'running' | 'stopped' = 'new';
  const acceptAll = (rows: readonly OutboxRow[]) => {
    for (const row of rows) {
      const lane = lanes.get(row.recipient.channel);
      if (lane === undefined) refuseUnknown(row, options);
      else lane.accept(row);
    }
  };
  const pumpAll = () => {
    for (const lane of lanes.values()) lane.pump();
  };
  return {
    start: () => {
      assert(state === 'new', 'a deliverer starts once');
      state = 'running';
      acceptAll(readAll(options));
      pumpAll();
    },
    wake: (committed) => {
      assert(state !== 'new', 'a deliverer is started before it is woken');
      if (state === 'stopped') return;
      const requests = committed.filter((event) => event.type === 'notification-requested');
      if (requests.length === 0) return;
      for (const request of requests) acceptAll(toRows(request));
      pumpAll();
    },
    health: () => [...lanes.values()].map((lane) => lane.health()),
    stop: async () => {
      state = 'stopped';
      await Promise.all([...lanes.values()].map((lane) => lane.stop(STOP_GRACE_MS)));
    },
  };
}

/** Asks for one page more until no more comes: rows stay pending until a lane sends them. */
function readAll({ outbox }: DelivererOptions): OutboxRow[] {
  for (let limit = PAGE; ; limit += PAGE) {
    const rows = outbox.pending(limit);
    if (rows.length < limit) return rows;
  }
}

/** The channel was taken out of `channels.yaml` while a message for it was on its way. */
function refuseUnknown(row: OutboxRow, options: DelivererOptions): void {
  const { channel, person } = row.recipient;
  const reason = `no channel "${channel}" in channels.yaml`;
  try {
    options.outbox.settle(row.key, 'refused', reason);
  } catch (error) {
    options.onFault(error);
  }
  const { notification } = row.request.data;
  options.onDelivery({ notification, person, channel, result: 'refused', reason, attempt: 0 });
}
