/** A deliverer in virtual time with an outbox in memory, as the gateway would use it. */
import { expect, onTestFinished } from 'vitest';
import type { Event } from '../../src/core/event.ts';
import type { Channel } from '../../src/notify/channel.ts';
import { createDeliverer, type DelivererOptions } from '../../src/notify/deliverer.ts';
import type { DeliveryReport } from '../../src/notify/lane-context.ts';
import { composer } from './builders.ts';
import { FakeOutbox } from './fake-outbox.ts';
import { settled, VirtualClock } from './virtual-clock.ts';

type Request = Event<'notification-requested'>;

export function setUp(
  channels: Readonly<Record<string, Channel>>,
  changes: Partial<DelivererOptions> & { outbox?: FakeOutbox } = {},
) {
  const clock = new VirtualClock();
  const outbox = changes.outbox ?? new FakeOutbox();
  const reports: DeliveryReport[] = [];
  const faults: unknown[] = [];
  const deliverer = createDeliverer({
    channels: new Map(Object.entries(channels)),
    composer: composer(),
    clock,
    onDelivery: (report) => reports.push(report),
    onFault: (error) => faults.push(error),
    ...changes,
    outbox,
  });
  deliverer.start();
  onTestFinished(() => expect(faults, 'no test leaves a fault unseen').toEqual([]));
  /** What the gateway does with the events of a commit. */
  const commit = async (...requests: Request[]) => {
    outbox.add(...requests);
    deliverer.wake(requests);
    await settled();
  };
  return { clock, outbox, reports, faults, deliverer, commit };
}
