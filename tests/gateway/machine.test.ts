import { mkdirSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startReceiver } from '../notify/receiver.ts';
import { fillDisk, mountSmallDisk, unmountSmallDisk } from '../support/small-disk.ts';
import { waitFor } from '../support/wait.ts';
import { GatewayProcess, proveChain, runCommand } from './gateway-process.ts';
import { LiftBox } from './lift-box.ts';
import { messagesOf, waitForMessage } from './messages.ts';
import { TestSite } from './site.ts';

/** contract.md, Commands. */
const WRONG_USE = 2;
const MACHINE = 3;

const small = new TestSite('full').hold(2);

beforeAll(() => {
  mkdirSync(small.data);
  mountSmallDisk(small.data, '8m');
});
afterAll(() => unmountSmallDisk(small.data));

test('on a full disk alarms still go out; it is said once, and the record goes on', async () => {
  await using receiver = await startReceiver();
  await using box = await LiftBox.start();
  const site = small.watchLiftAt(box.port).tell(receiver.url, 2);
  await using gateway = await GatewayProcess.start(site);
  await waitFor('the car', async () => (await gateway.signal('A-L1', 'floor')).value === 3);
  expect((await gateway.health()).status).toBe(200);

  const files = fillDisk(site.data);
  await box.show('stands between floors with a person');
  const first = await waitForMessage(receiver, { template: 'incident-opened' });
  const next = await waitForMessage(receiver, { role: 'shift-foreman' });
  expect(next.message.incident).toBe(first.message.incident);
  const refused = await waitFor('the failure to show', async () => {
    const health = await gateway.health();
    return health.status === 503 ? health : undefined;
  });
  expect(refused.body.reasons.join()).toMatch(/journal: .*full/);

  for (const file of files) rmSync(file);
  await gateway.child.waitForOutput(/the journal can be written again/);
  await waitFor('good health', async () => (await gateway.health()).status === 200);
  const said = gateway.child.output().split('\n');
  const count = (words: RegExp) => said.filter((line) => words.test(line)).length;
  expect(count(/the journal cannot be written/), 'once, not with each try').toBe(1);
  expect(count(/last alive/)).toBeLessThanOrEqual(1);
  expect(count(/assertion failed/)).toBe(0);
  const told = gateway.events('notification-requested').map(({ data }) => data.notification);
  expect(told).toContain(first.message.notification);
  expect(told).toContain(next.message.notification);
  await gateway.child.stop();
  await proveChain(site);

  const before = messagesOf(receiver).map(({ notification }) => notification);
  await using again = await GatewayProcess.start(site);
  await waitFor('a message of after the restart', () =>
    messagesOf(receiver).some(({ notification }) => !before.includes(notification)),
  );
  const repeated = messagesOf(receiver).filter(({ notification }, index, all) =>
    all.slice(0, index).some((other) => other.notification === notification),
  );
  expect(repeated, 'what was told while the disk was full is not told again').toEqual([]);
  await again.kill();
});

test('a port that is taken ends the program with one line that names it', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  const broker = new TestSite('port-broker').replace('gateway.yaml', 'port: 1883', `port: ${port}`);
  const device = new TestSite('port-device')
    .replace('gateway.yaml', 'port: 1883', 'port: 0')
    .replace('devices.yaml', 'port: 5020', `port: ${port}`);
  const http = new TestSite('port-http').watchLiftAt(port);
  const line = expect.stringMatching(new RegExp(`^[^\n]*127.0.0.1:${port}:[^\n]*\n$`));
  for (const [what, site, ...args] of [
    ['embedded broker', broker, 'start'],
    ['simulated lift', device, 'start'],
    ['console', http, 'start', '--port', `${port}`],
    ['broker of the simulators', broker, 'simulate'],
  ] as const) {
    const data = args[0] === 'start' ? ['--data', site.data] : [];
    const { code, output, stdout } = await runCommand(...args, '--config', site.config, ...data);
    expect({ what, code }).toEqual({ what, code: MACHINE });
    expect(output.slice(stdout.length), what).toEqual(line);
  }
  taken.close();
});

test('ten mistakes in the files are ten lines, each with its place', async () => {
  const site = new TestSite('mistakes')
    .replace('gateway.yaml', 'port: 8080', 'port: 80800')
    .replace('gateway.yaml', 'seed: 7', 'seed: seven')
    .replace('devices.yaml', 'port: 5020, timeout: 1s', 'port: 5020, timeout: 1 second')
    .replace('devices.yaml', 'unit: 2, asset: A-L2', 'unit: 300, asset: A-L2')
    .replace(
      'rules/entrapment.yaml',
      'for: 0s\n    clear-after: 30s\n    raises: { hazard: entrapment, evidence: suspected',
      'for: 0s\n    clear_after: 30s\n    raises: { hazard: entrapment, evidence: suspected',
    )
    .replace('rules/entrapment.yaml', 'lift.openOffLanding', 'lift.openOfLanding')
    .replace('rules/flooding.yaml', 'sump.levelM > sump.highM', 'sump.levelM >')
    .replace('people.yaml', 'access: engineer', 'access: boss')
    .replace('channels.yaml', '- { at: 30s, by: [mail] }', '- { at: 30s, by: [mial] }')
    .replace('texts.yaml', '{since} 发生', '{sinse} 发生');
  const { code, output } = await runCommand('start', '--config', site.config, '--data', site.data);
  expect(code).toBe(WRONG_USE);
  const lines = output.trim().split('\n');
  expect(lines).toHaveLength(10);
  for (const line of lines) expect(line).toMatch(/\.yaml:\d+:\d+ .+/);
});

test('an unknown command or option is wrong use, and says what there is', async () => {
  const command = await runCommand('stat');
  expect(command).toMatchObject({ code: WRONG_USE, output: expect.stringContaining('start') });
  const option = await runCommand('start', '--prot', '80');
  expect(option).toMatchObject({ code: WRONG_USE, output: expect.stringContaining('--prot') });
  const port = await runCommand('start', '--port', '65536');
  expect(port).toMatchObject({ code: WRONG_USE, output: expect.stringContaining('65535') });
});
