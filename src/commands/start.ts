/** `npm start`: the gateway with all that the files ask for, until it is told to stop. */
import { flushCompileCache } from 'node:module';
import { parseArgs } from 'node:util';
import { loadConfig } from '../config/load.ts';
import type { ModbusConnection } from '../drivers/modbus/settings.ts';
import { type Ring, startRing } from '../ring.ts';
import { serve } from './serve.ts';
import { untilStopped } from './signals.ts';
import { CONFIG_FOLDER, DATA_FOLDER, DEVICES_FOLDER, EXIT, type Io } from './surroundings.ts';

export async function runStart(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      config: { type: 'string' },
      data: { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string' },
      influx: { type: 'string' },
    },
  });
  const config = loadConfig(values.config ?? CONFIG_FOLDER, DEVICES_FOLDER);
  const port = Number(values.port ?? process.env.DUTYWATCH_PORT ?? config.gateway.server.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    io.err(`--port ${values.port}: expected 0 to 65535`);
    return EXIT.wrongUse;
  }
  config.gateway.server = {
    host: values.host ?? process.env.DUTYWATCH_HOST ?? config.gateway.server.host,
    port,
  };
  if (values.influx !== undefined) {
    config.gateway.history.influx = { url: values.influx, database: 'dutywatch' };
  }
  const ring = await startRing({
    config,
    dataFolder: values.data ?? DATA_FOLDER,
    freePorts: port === 0,
    log: io.err,
  });
  try {
    const served = await serve(ring, io.err);
    // Now, since a program that loses its power keeps nothing of it.
    flushCompileCache();
    say(ring, io);
    io.out(`Console          ${served.address}`);
    if (served.setupLink !== undefined) {
      io.out(`First set-up     ${served.setupLink}`);
      io.out('                 (once: it sets the password of the administrator "admin")');
    }
    await untilStopped();
    await served.stop();
  } finally {
    await ring.stop();
  }
  return EXIT.fine;
}

function say({ broker, config, simulated }: Ring, io: Io): void {
  if (broker !== undefined)
    io.out(`MQTT broker      mqtt://${broker.address.host}:${broker.address.port}`);
  for (const { id, protocol, settings } of simulated?.connections ?? []) {
    if (protocol !== 'modbus') continue;
    const { host, port } = settings as ModbusConnection;
    io.out(`simulated ${id.padEnd(6)} modbus-tcp://${host}:${port}`);
  }
  const { influx } = config.gateway.history;
  if (influx === undefined) {
    io.out(
      'InfluxDB         off; readings are kept in SQLite (npm start -- --influx http://HOST:8086)',
    );
  } else io.out(`InfluxDB         ${influx.url}`);
}
