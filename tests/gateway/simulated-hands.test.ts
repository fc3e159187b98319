/** What a person does in the simulated building is seen on its wires. */
import { expect, test } from 'vitest';
import { waitFor } from '../support/wait.ts';
import { GatewayProcess } from './gateway-process.ts';
import { TestSite } from './site.ts';

test('a breaker that is opened by hand is open at its device', async () => {
  await using gateway = await GatewayProcess.start(new TestSite('hands'));
  const { actions } = await gateway.call('GET', '/simulation');
  const offers = actions.map(({ action }: { action: object }) => action);
  const open = { breaker: 'Q4', opens: true };
  expect(offers).toContainEqual(open);
  const shown = () => gateway.signal('Q4', 'closed');
  // Polled every 10 s.
  await waitFor('it to be seen', async () => (await shown()).value === true);
  await gateway.call('POST', '/simulation/actions', { action: open });
  await waitFor('it to open', async () => (await shown()).value === false);

  for (const [action, detail] of [
    [{ breaker: 'Q99', opens: true }, /action: Q99: no such breaker; choose one of Q0, /],
    [{ breaker: 'Q0' }, /action: expected an action: \{ lift, passengers/],
  ] as const) {
    const refused = gateway.call('POST', '/simulation/actions', { action });
    await expect(refused, 'not in this building').rejects.toThrow(detail);
  }
});
