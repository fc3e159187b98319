import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { startReceiver } from '../notify/receiver.ts';
import { startChild } from '../support/child.ts';
import { waitFor } from '../support/wait.ts';
import { GatewayProcess, proveChain, readEvents } from './gateway-process.ts';
import { TestSite } from './site.ts';

const STOP_WITHIN_MS = 5_000;

test('SIGTERM ends it in order: who watches is told, and nothing decided is lost', async () => {
  await using receiver = await startReceiver();
  // A channel that answers nobody, so that a message is under way when the end comes.
  receiver.answer = () => undefined;
  const site = new TestSite('stop').tell(receiver.url, 60);
  const gateway = await GatewayProcess.start(site);
  const status = ['-t', 'dutywatch/riverside/status', '-v'];
  const where = ['-h', '127.0.0.1', '-p', gateway.port('broker')];
  await using watcher = await startChild('mosquitto_sub', [...where, ...status]);
  await watcher.waitForOutput(/status online/);
  const report = { playbook: 'flooding', area: 'A-pump-room', source: 'patrol' };
  const { id } = await gateway.call('POST', '/incidents', report);
  await waitFor('the message under way', () => receiver.received.length > 0);

  const askedAt = performance.now();
  process.kill(gateway.child.pid, 'SIGTERM');
  expect(await gateway.child.exited).toEqual({ code: 0, signal: null });
  expect(performance.now() - askedAt).toBeLessThan(STOP_WITHIN_MS);
  await watcher.waitForOutput(/status offline/);
  const opened = readEvents(site).filter(({ type }) => type === 'incident-opened');
  expect(opened).toMatchObject([{ data: { incident: id } }]);
  await proveChain(site);
});

test('a message answered while the program ends is settled and holds nothing up', async () => {
  await using receiver = await startReceiver();
  const site = new TestSite('stop-answered').tell(receiver.url, 60);
  const gateway = await GatewayProcess.start(site);
  const open: ServerResponse[] = [];
  receiver.answer = (response) => open.push(response);
  const report = { playbook: 'flooding', area: 'A-pump-room', source: 'patrol' };
  await gateway.call('POST', '/incidents', report);
  await waitFor('messages under way', () => open.length > 0);
  const port = Number(new URL(gateway.url).port);
  const askedAt = performance.now();
  process.kill(gateway.child.pid, 'SIGTERM');
  await waitFor('the console to be shut', () => isFree(port));
  receiver.answer = (response) => response.end();
  for (const response of open) response.end();
  expect(await gateway.child.exited).toEqual({ code: 0, signal: null });
  expect(performance.now() - askedAt).toBeLessThan(STOP_WITHIN_MS);
  const receipts = readEvents(site).filter(({ type }) => type === 'delivery-reported');
  expect(receipts).toContainEqual(
    expect.objectContaining({
      data: expect.objectContaining({ channel: 'duty-hook', result: 'delivered' }),
    }),
  );
});

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port }, () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', () => resolve(true));
  });
}
