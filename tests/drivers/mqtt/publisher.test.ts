import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LatestByTopic, type Outgoing } from '../../../src/drivers/mqtt/publisher.ts';

/** A broker that acknowledges when it is told to. */
function createBroker() {
  const sent: Outgoing[] = [];
  const acknowledgements: { resolve(): void; reject(error: Error): void }[] = [];
  const publisher = new LatestByTopic((message) => {
    sent.push(message);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    acknowledgements.push({ resolve, reject });
    return promise;
  });
  return { publisher, sent, acknowledgements };
}

const say = (publisher: LatestByTopic, topic: string, payload: string) =>
  publisher.publish(topic, payload, { retain: true });

test('while the broker is away the newest of each topic waits, in the order of its news', () => {
  const { publisher, sent } = createBroker();
  say(publisher, 'a', '1');
  say(publisher, 'b', '1');
  say(publisher, 'a', '2');
  expect(sent).toEqual([]);
  publisher.setOnline(true);
  expect(sent.map(({ topic, payload }) => `${topic} ${payload}`)).toEqual(['b 1', 'a 2']);
});

test('a hundred may be under way; the others wait for an acknowledgement', async () => {
  const { publisher, sent, acknowledgements } = createBroker();
  publisher.setOnline(true);
  for (let i = 0; i < 150; i++) say(publisher, `topic/${i}`, 'x');
  expect(sent).toHaveLength(100);
  acknowledgements[0]!.resolve();
  await expect.poll(() => sent.length).toBe(101);
});

test('what the broker refuses is dropped and counted, and the next one goes', async () => {
  const { publisher, sent, acknowledgements } = createBroker();
  publisher.setOnline(true);
  say(publisher, 'a', '1');
  acknowledgements[0]!.reject(new Error('not authorized'));
  await expect.poll(() => publisher.dropped).toBe(1);
  say(publisher, 'b', '1');
  expect(sent).toHaveLength(2);
});

test('beyond ten thousand topics the one that waited longest is dropped', () => {
  const { publisher, sent } = createBroker();
  for (let i = 0; i <= 10_000; i++) say(publisher, `topic/${i}`, 'x');
  expect(publisher.dropped).toBe(1);
  publisher.setOnline(true);
  expect(sent[0]!.topic).toBe('topic/1');
});

test('whatever happens on the way, the last word of every topic is sent', async () => {
  const step = fc.oneof(
    fc.record({ topic: fc.constantFrom('a', 'b', 'c'), payload: fc.nat().map(String) }),
    fc.boolean(),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step), async (steps) => {
      const { publisher, sent } = createBroker();
      const last = new Map<string, string>();
      for (const what of steps) {
        if (typeof what === 'boolean') publisher.setOnline(what);
        else {
          last.set(what.topic, what.payload);
          say(publisher, what.topic, what.payload);
        }
      }
      publisher.setOnline(true);
      const told = new Map(sent.map(({ topic, payload }) => [topic, payload]));
      expect(told).toEqual(last);
    }),
  );
});
