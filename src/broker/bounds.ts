/**
 * Bounds on what the broker keeps in memory for others: retained messages, and messages that wait
 * for a subscriber with a session. aedes bounds neither, so its store's methods are wrapped here.
 */
import { assert } from '../core/error.ts';

/** At the limit a new topic's message is forwarded but not retained; known topics go on. */
const MAX_RETAINED_TOPICS = 20_000;
const MAX_RETAINED_BYTES = 64 * 1024 * 1024;
/**
 * Messages that wait for one session. At the limit an absent subscriber misses the newest, and one
 * that is there but never acknowledges is hung up on (aedes finds the message gone).
 */
const MAX_WAITING = 500;

interface Packet {
  topic: string;
  payload: Uint8Array | string;
}

interface Store {
  storeRetained(packet: Packet): Promise<void>;
  outgoingEnqueue(subscriber: Subscriber, packet: Packet): Promise<void>;
  outgoingEnqueueCombi(subscribers: readonly Subscriber[], packet: Packet): Promise<void>;
  outgoingClearMessageId(client: { id: string }, packet: unknown): Promise<unknown>;
}

interface Subscriber {
  clientId: string;
}

export interface Bounds {
  /** Messages that were forwarded but not kept. */
  notRetained(): void;
  notQueued(): void;
}

/** `broker` is an aedes instance that has been started; its store is not in its types. */
export function boundStore(broker: object, told: Bounds): void {
  const store = (broker as { persistence?: Store }).persistence;
  assert(store?.outgoingEnqueueCombi, 'aedes keeps its messages elsewhere than in `persistence`');
  boundRetained(store, told);
  boundWaiting(store, told);
}

function boundRetained(store: Store, told: Bounds): void {
  const keep = store.storeRetained.bind(store);
  const bytesOf = new Map<string, number>();
  let bytes = 0;
  store.storeRetained = async (packet) => {
    const before = bytesOf.get(packet.topic);
    const total = bytes - (before ?? 0) + packet.payload.length;
    const isNew = before === undefined;
    const isFull = total > MAX_RETAINED_BYTES || (isNew && bytesOf.size >= MAX_RETAINED_TOPICS);
    if (isFull && packet.payload.length > 0) {
      told.notRetained();
      if (isNew) return;
    }
    // An empty payload deletes: better no retained message than the one before.
    const kept = isFull ? { ...packet, payload: Buffer.alloc(0) } : packet;
    bytes += kept.payload.length - (before ?? 0);
    if (kept.payload.length === 0) bytesOf.delete(packet.topic);
    else bytesOf.set(packet.topic, kept.payload.length);
    await keep(kept);
  };
}

function boundWaiting(store: Store, told: Bounds): void {
  const waiting = new Map<string, number>();
  const hasRoom = ({ clientId }: Subscriber): boolean => {
    const count = waiting.get(clientId) ?? 0;
    if (count >= MAX_WAITING) {
      told.notQueued();
      return false;
    }
    waiting.set(clientId, count + 1);
    return true;
  };
  const enqueue = store.outgoingEnqueueCombi.bind(store);
  store.outgoingEnqueueCombi = (subscribers, packet) =>
    enqueue(subscribers.filter(hasRoom), packet);
  store.outgoingEnqueue = (subscriber, packet) =>
    enqueue(hasRoom(subscriber) ? [subscriber] : [], packet);
  const clear = store.outgoingClearMessageId.bind(store);
  store.outgoingClearMessageId = async (client, packet) => {
    const cleared = await clear(client, packet);
    if (cleared === undefined) return cleared;
    const left = (waiting.get(client.id) ?? 1) - 1;
    if (left > 0) waiting.set(client.id, left);
    else waiting.delete(client.id);
    return cleared;
  };
}
