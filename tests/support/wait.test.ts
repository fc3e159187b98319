import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { findFreePort } from './free-port.ts';
import { waitFor, waitForPort } from './wait.ts';

test('the first truthy result ends the wait', async () => {
  const answers = [0, undefined, 7];
  expect(await waitFor('an answer', () => answers.shift(), { everyMs: 1 })).toBe(7);
});

test('a condition that throws is not yet true; at the deadline it is the cause', async () => {
  const broken = () => {
    throw new Error('still closed');
  };
  const waiting = waitFor('the door', broken, { withinMs: 20, everyMs: 5 });
  await expect(waiting).rejects.toMatchObject({
    message: 'waited 20 ms for the door',
    cause: new Error('still closed'),
  });
});

test('a port counts as open once somebody listens', async () => {
  const port = await findFreePort();
  await expect(waitForPort(port, { withinMs: 30, everyMs: 5 })).rejects.toThrow(
    `127.0.0.1:${port}`,
  );
  const server = createServer().listen(port, '127.0.0.1');
  await waitForPort(port);
  server.close();
});
