/** A channel that answers as the test says, at once or when told. */
import type { Channel, Delivery, OutboundMessage } from '../../src/notify/channel.ts';

export interface FakeChannel extends Channel {
  readonly sent: OutboundMessage[];
  isClosed: boolean;
  answer: (message: OutboundMessage) => Delivery | Promise<Delivery>;
}

export function fakeChannel(changes: Partial<FakeChannel> = {}): FakeChannel {
  const channel: FakeChannel = {
    kind: 'fake',
    audience: 'person',
    allowInSimulation: false,
    sent: [],
    isClosed: false,
    answer: () => ({ result: 'delivered' }),
    send: async (message) => {
      channel.sent.push(message);
      return channel.answer(message);
    },
    close: () => {
      channel.isClosed = true;
    },
    ...changes,
  };
  return channel;
}
