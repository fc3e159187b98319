import { expect, test } from 'vitest';
import { startChild } from '../support/child.ts';
import { waitFor } from '../support/wait.ts';
import { GatewayProcess } from './gateway-process.ts';
import { TestSite } from './site.ts';

/** The fault, and the name under which the link's errors are counted. */
const ANSWERS = [
  ['late', 'timeout'],
  ['short', 'short'],
  ['exception', 'exception'],
  ['wrong-unit', 'wrong-unit'],
  ['wrong-transaction', 'wrong-transaction'],
] as const;
/** One device each, so that all faults run at once. */
const BOXES = ['lift-box-a1', 'lift-box-a2', 'lift-box-a3', 'lift-box-b1', 'lift-box-b2'];
const LIFTS = ['A-L1', 'A-L2', 'A-L3', 'B-L1', 'B-L2'];
/** B2 to 18; there is no floor 0. */
const FLOORS = [-2, -1, ...Array.from({ length: 18 }, (_, index) => index + 1)];

test('no broken answer becomes a wrong good value, and each is counted', async () => {
  const site = new TestSite('wire');
  await using gateway = await GatewayProcess.start(site);
  const shown = ['-t', 'dutywatch/riverside/asset/+/floor', '-F', '%p'];
  const where = ['-h', '127.0.0.1', '-p', gateway.port('broker')];
  await using subscriber = await startChild('mosquitto_sub', [...where, ...shown]);
  const isGood = async (asset: string) => (await gateway.signal(asset, 'doors')).quality === 'good';
  for (const lift of LIFTS) await waitFor(`${lift} to be seen`, () => isGood(lift));
  const faults: string[] = [];
  for (const [index, [answers]] of ANSWERS.entries()) {
    const fault = { device: BOXES[index], answers };
    faults.push((await gateway.call('POST', '/simulation/faults', { fault })).id);
  }
  for (const [index, [answers, kind]] of ANSWERS.entries()) {
    const counted = await waitFor(`${answers} to be counted`, async () => {
      const { errors } = await gateway.call('GET', `/devices/${BOXES[index]}`);
      return errors[kind] > 0 && errors;
    });
    expect(counted, answers).toHaveProperty(kind);
    await waitFor(`${answers} to be doubted`, async () => !(await isGood(LIFTS[index]!)));
  }
  for (const fault of faults) await gateway.call('DELETE', `/simulation/faults/${fault}`);
  for (const lift of LIFTS) {
    await waitFor(`${lift} again`, () => isGood(lift));
  }
  const floors = subscriber
    .stdout()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const good = floors.filter(({ quality }) => quality === 'good');
  expect(good.length).toBeGreaterThanOrEqual(2 * LIFTS.length);
  for (const { value } of good) expect(FLOORS, 'a floor of these towers').toContain(value);
  const opened = gateway.events('incident-opened').map(({ data }) => data);
  expect(opened, 'no emergency out of a bad wire').toEqual([]);
});
