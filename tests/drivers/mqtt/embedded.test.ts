/** The whole way in on one machine: an independent client, the embedded broker, the driver. */
import { expect, test } from 'vitest';
import { startBroker } from '../../../src/broker/broker.ts';
import { runChild, startChild } from '../../support/child.ts';
import { waitFor } from '../../support/wait.ts';
import { Gateway, startDriver } from './running-driver.ts';

test('mosquitto_pub waits for its PUBACK until the gateway has stored the reading', async () => {
  const gateway = new Gateway();
  gateway.isHolding = true;
  await using running = startDriver({ gateway });
  const broker = await startBroker({
    host: '127.0.0.1',
    port: 0,
    onMessage: (message) => running.driver.accept(message),
  });
  const at = ['-h', '127.0.0.1', '-p', String(broker.address.port), '-V', 'mqttv311'];
  const say = [...at, '-q', '1', '-t', 'zigbee2mqtt/basement-17', '-m', '{"water_leak":true}'];
  let hasEnded = false;
  const sensor = await startChild('mosquitto_pub', say);
  void sensor.exited.then(() => {
    hasEnded = true;
  });
  await waitFor('the reading', () => gateway.held.length === 1);
  const other = await runChild('mosquitto_pub', [...at, '-q', '1', '-t', 'nobody/s', '-m', 'x']);
  expect(other.code).toBe(0); // acknowledged meanwhile: there is nothing in it to store
  expect(hasEnded).toBe(false);
  gateway.held[0]!.store();
  expect(await sensor.exited).toMatchObject({ code: 0 });
  expect(gateway.samples()).toEqual(['leak=true']);
  await broker.close();
});
