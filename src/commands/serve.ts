/** The API and the console beside a running ring: accounts, personal data, the listening port. */
import { mkdirSync } from 'node:fs';
import { createApi, type Listening } from '../api/api.ts';
import { createApiPorts } from '../api-ports.ts';
import { openAccounts } from '../journal/accounts.ts';
import { openPersonalVault } from '../journal/personal-vault.ts';
import type { Ring } from '../ring.ts';
import { CONSOLE_FOLDER, DEVICES_FOLDER, VERSION } from './surroundings.ts';

/** The first administrator; its password comes by the one-time link or from the environment. */
const ADMIN = 'admin';

export interface Served {
  /** Where a browser finds the console. */
  address: string;
  /** Sets the first administrator's password, once; absent where there is one. */
  setupLink?: string;
  stop(): Promise<void>;
}

export async function serve(ring: Ring, log: (line: string) => void): Promise<Served> {
  const { dataFolder } = ring;
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const accounts = openAccounts(dataFolder);
  const vault = openPersonalVault(dataFolder);
  const { host, port } = ring.config.gateway.server;
  try {
    const password = process.env.DUTYWATCH_ADMIN_PASSWORD;
    if (password !== undefined && !accounts.hasUsers()) await accounts.setPassword(ADMIN, password);
    const version = VERSION;
    const ports = createApiPorts({
      ring,
      accounts,
      vault,
      devicesFolder: DEVICES_FOLDER,
      version,
      log,
    });
    const api = createApi(ports, { version, dataFolder, consoleFolder: CONSOLE_FOLDER });
    const listening = await api.listen(host, port);
    const address = `http://${host}:${listening.port}`;
    const stop = (): Promise<void> => close(listening, accounts, vault);
    if (accounts.hasUsers()) return { address, stop };
    return { address, setupLink: `${address}/setup?token=${accounts.createSetupToken()}`, stop };
  } catch (error) {
    accounts.close();
    vault.close();
    throw error;
  }
}

async function close(
  listening: Listening,
  accounts: ReturnType<typeof openAccounts>,
  vault: ReturnType<typeof openPersonalVault>,
): Promise<void> {
  await listening.close();
  accounts.close();
  vault.close();
}
