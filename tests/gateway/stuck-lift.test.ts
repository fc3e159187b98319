import { expect, test } from 'vitest';
import { startReceiver } from '../notify/receiver.ts';
import { runChild } from '../support/child.ts';
import { waitFor } from '../support/wait.ts';
import { GatewayProcess } from './gateway-process.ts';
import { LiftBox } from './lift-box.ts';
import { messagesOf, waitForMessage } from './messages.ts';
import { HOOK_KEY, TestSite } from './site.ts';

const HOLD_S = 3;
const ESCALATE_S = 3;

test('a stuck car is told signed, then to the next role, until somebody is coming', async () => {
  await using receiver = await startReceiver();
  await using box = await LiftBox.start();
  const site = new TestSite('stuck').watchLiftAt(box.port).hold(HOLD_S);
  await using gateway = await GatewayProcess.start(site.tell(receiver.url, ESCALATE_S));
  await box.show('runs up with a person');
  await waitFor('the ride', async () => (await gateway.signal('A-L1', 'moving')).value === true);
  const stoppedAt = Date.now();
  await box.show('stands between floors with a person');
  const told = await waitForMessage(receiver, { template: 'incident-opened' });
  const afterMs = Date.now() - stoppedAt;
  expect(afterMs, 'not before the hold is over').toBeGreaterThanOrEqual(HOLD_S * 1_000);
  expect(afterMs, 'within the hold and 3 s').toBeLessThan((HOLD_S + 3) * 1_000);
  expect(told.message).toMatchObject({
    priority: 'critical',
    role: 'duty-engineer',
    recipient: { person: 'duty-1' },
    possiblyRepeat: false,
    simulated: false,
  });
  // channels.md 6.3: X-Signature is sha256= and the HMAC of the body's bytes.
  const { body, headers } = told.request;
  const openssl = ['dgst', '-sha256', '-hmac', HOOK_KEY, '-hex', '-r'];
  const { stdout } = await runChild('openssl', openssl, { input: body });
  expect(headers['x-signature']).toBe(`sha256=${stdout.split(' ')[0]}`);

  const next = { template: 'incident-opened', role: 'shift-foreman' };
  const passedOn = await waitForMessage(receiver, next, {
    withinMs: (ESCALATE_S + 2) * 1_000,
  });
  expect(passedOn.message.recipient.person).toBe('foreman-1');

  const [person] = (await gateway.call('GET', '/people')).filter(
    ({ id }: { id: string }) => id === 'foreman-1',
  );
  const password = 'foreman tells nobody';
  await gateway.call('PATCH', '/people/foreman-1', { version: person.version, password });
  await gateway.signIn('foreman-1', password);
  const route = `/notifications/${passedOn.message.notification}/answer`;
  await gateway.call('POST', route, { answer: 'coming' });
  const [ended] = gateway.events('escalation-ended');
  expect(ended!.data).toMatchObject({ reason: 'answered', by: 'foreman-1' });
  const keys = messagesOf(receiver).map(({ id }) => id);
  expect(keys, 'nothing is told twice').toEqual([...new Set(keys)]);
});
