/**
 * The program as it is shipped, started from a folder of links to it, so that the devices folder
 * beside it can hold a profile of the bench's own.
 */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Child, startChild } from '../support/child.ts';
import { ROOT, readScript } from '../support/npm-script.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { type GeneratedSite, generateProfile, PROFILE_FILE, writeSite } from './generated-site.ts';

/** Modules are then found beside the link and not where it leads. */
const KEEP_LINKS = ['--preserve-symlinks', '--preserve-symlinks-main'];

/** What `npm start` or `npm run drill` runs, as it lies here. */
export function runScript(name: 'start' | 'drill', args: readonly string[]): Promise<Child> {
  const { env, flags, entry, command } = readScript(name);
  return startChild(process.execPath, [...flags, join(ROOT, entry), ...command, ...args], { env });
}

/** The gateway of a generated site, with an empty data folder of its own. */
export async function startGateway(
  site: GeneratedSite,
  args: readonly string[] = [],
): Promise<Child> {
  linked ??= linkProgram();
  return startLinked(await linked, site, args);
}

let linked: Promise<string> | undefined;

/** Nobody listens there: what writes to InfluxDB is loaded all the same. */
const NO_INFLUX = ['--influx', 'http://127.0.0.1:9'];

/**
 * Started once for nothing: the first start compiles and keeps what it compiled, as the first start
 * on any machine does. No later one needs the compiler or its memory.
 */
async function linkProgram(): Promise<string> {
  const root = createTempFolder('bench-program');
  for (const part of ['src', 'simulators', 'node_modules', 'package.json', 'dist']) {
    symlinkSync(join(ROOT, part), join(root, part));
  }
  const devices = join(root, 'devices');
  mkdirSync(devices);
  symlinkSync(join(ROOT, 'devices', 'kinds.yaml'), join(devices, 'kinds.yaml'));
  writeFileSync(join(devices, PROFILE_FILE), JSON.stringify(generateProfile()));
  const first = await startLinked(root, { ports: [9], unitsPerEndpoint: 1 }, NO_INFLUX);
  await first.waitForOutput(/InfluxDB/, { withinMs: 60_000 });
  await first.stop();
  return root;
}

function startLinked(
  root: string,
  site: GeneratedSite,
  args: readonly string[] = [],
): Promise<Child> {
  const folder = createTempFolder('bench-site');
  const [config, data] = [join(folder, 'config'), join(folder, 'data')];
  writeSite(config, site);
  const { env, flags, entry } = readScript('start');
  const options = ['--config', config, '--data', data, '--port', '0', ...args];
  const main = join(root, entry);
  return startChild(process.execPath, [...flags, ...KEEP_LINKS, main, ...options], { env });
}
