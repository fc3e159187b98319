/** `npm run simulate -- [--config DIR]`: only the simulated devices, for any client to read. */
import { parseArgs } from 'node:util';
import { startBroker } from '../broker/broker.ts';
import { readAccounts } from '../config/broker-accounts.ts';
import { loadConfig } from '../config/load.ts';
import type { ModbusConnection } from '../drivers/modbus/settings.ts';
import { startSimulatedSite } from '../simulated-site.ts';
import { untilStopped } from './signals.ts';
import { CONFIG_FOLDER, DEVICES_FOLDER, EXIT, type Io } from './surroundings.ts';

export async function runSimulate(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options: { config: { type: 'string' } } });
  const config = loadConfig(values.config ?? CONFIG_FOLDER, DEVICES_FOLDER);
  const settings = config.gateway.broker;
  const accounts = readAccounts(config.folder, settings?.credentials);
  const broker =
    settings === undefined
      ? undefined
      : await startBroker({
          host: settings.host,
          port: settings.port,
          ...(accounts === undefined ? {} : { accounts }),
          onMessage: () => Promise.resolve(),
        });
  const brokerUrl = broker && `mqtt://${broker.address.host}:${broker.address.port}`;
  if (brokerUrl !== undefined) io.out(`MQTT broker      ${brokerUrl}`);
  const options = { config, brokerUrl, freePorts: false, log: io.err };
  const site = await startSimulatedSite(options).catch(async (error: unknown) => {
    await broker?.close();
    throw error;
  });
  for (const { id, protocol, settings: where } of site.connections) {
    if (protocol !== 'modbus') continue;
    const { host, port } = where as ModbusConnection;
    const units = config.devices.filter(({ on }) => on === id).map(({ unit }) => unit);
    io.out(`Modbus TCP ${id.padEnd(8)} ${host}:${port}  units ${units.join(', ')}`);
  }
  await untilStopped();
  await site.stop();
  await broker?.close();
  return EXIT.fine;
}
