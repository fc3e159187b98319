/**
 * The Debian packages that the tests need as the other end of a wire, and how to get them. It
 * never starts a service: each test starts its own server, on its own port and folder.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';

export interface NeededPackage {
  name: string;
  /** What the tests use it for. */
  use: string;
}

export const NEEDED_PACKAGES: readonly NeededPackage[] = [
  { name: 'mosquitto', use: 'an outside MQTT broker' },
  { name: 'mosquitto-clients', use: 'an independent MQTT client' },
  { name: 'influxdb', use: 'a real InfluxDB 1.x' },
  { name: 'victoria-metrics', use: 'an independent receiver of /api/v2/write' },
  { name: 'influxdb-client', use: 'reading InfluxDB back with its own tool' },
  { name: 'python3-jsonschema', use: 'checking our JSON Schemas with another implementation' },
  { name: 'mbpoll', use: 'an independent Modbus master' },
  { name: 'python3-pymodbus', use: 'an independent Modbus server and client' },
  { name: 'python3-serial', use: 'the serial side of pymodbus' },
  { name: 'python3-serial-asyncio', use: 'the serial side of pymodbus' },
  { name: 'python3-aiosmtpd', use: 'a real SMTP server' },
  { name: 'socat', use: 'pairs of serial ports' },
  { name: 'chromium', use: 'the browser of the test that plays the whole console' },
  { name: 'chromium-headless-shell', use: 'the same browser for the tests of single pages' },
  { name: 'fonts-noto-cjk', use: 'Chinese characters in the browser' },
  { name: 'libimage-exiftool-perl', use: 'writing into photos where they were taken, and looking' },
  { name: 'zbar-tools', use: 'reading the QR codes that the console draws, as a phone does' },
  { name: 'openssl', use: 'checking signatures with another implementation' },
];

/** Debian's own Python, which sees the packages above; another `python3` on the PATH may not. */
export const DEBIAN_PYTHON = '/usr/bin/python3';

/** A file that tells Debian's package scripts not to start what they install. */
const SERVICE_POLICY = '/usr/sbin/policy-rc.d';
const FORBID_ALL_SERVICES = '#!/bin/sh\nexit 101\n';
/** Two test runs may start at once: the second waits this long for the first, then fails. */
const LOCK_WAIT_S = 300;

/** The lines of `dpkg-query -W -f='${Package} ${db:Status-Status}\n'` that are really installed. */
export function parseInstalled(dpkgOutput: string): Set<string> {
  const installed = new Set<string>();
  for (const line of dpkgOutput.split('\n')) {
    const [name, status] = line.trim().split(' ');
    if (name && status === 'installed') installed.add(name);
  }
  return installed;
}

/** What a person has to run where the tests may not install by themselves. */
export function installCommand(missing: readonly string[]): string {
  const names = missing.join(' ');
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}`;
}

export function findMissing(): string[] {
  const names = NEEDED_PACKAGES.map((needed) => needed.name);
  const format = '-f=$' + '{Package} $' + '{db:Status-Status}\n';
  const query = spawnSync('dpkg-query', ['-W', format, ...names], { encoding: 'utf8' });
  if (query.error) {
    throw new Error(
      `tests: this machine has no dpkg (${query.error.message}); run the tests on Debian 12 or ` +
        `Ubuntu, or install what these packages hold: ${names.join(', ')}`,
      { cause: query.error },
    );
  }
  const installed = parseInstalled(query.stdout);
  return names.filter((name) => !installed.has(name));
}

/** Installs as root; elsewhere fails with the command to run. */
export function installPackages(missing: readonly string[]): void {
  if (process.getuid?.() !== 0) {
    throw new Error(
      `tests: missing Debian packages; run this, then start again:\n  ${installCommand(missing)}`,
    );
  }
  const ownPolicy = !existsSync(SERVICE_POLICY);
  if (ownPolicy) writeFileSync(SERVICE_POLICY, FORBID_ALL_SERVICES, { mode: 0o755 });
  try {
    runApt(['update', '-q']);
    runApt(['install', '-y', '-q', '--no-install-recommends', ...missing]);
  } finally {
    if (ownPolicy) rmSync(SERVICE_POLICY, { force: true });
  }
}

function runApt(args: readonly string[]): void {
  const lock = ['-o', `DPkg::Lock::Timeout=${LOCK_WAIT_S}`];
  const apt = spawnSync('apt-get', [...lock, ...args], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (apt.status === 0) return;
  const said = `${apt.stdout ?? ''}${apt.stderr ?? ''}`.trim().split('\n').slice(-15).join('\n');
  throw new Error(`tests: apt-get ${args.join(' ')} failed (${apt.error ?? apt.status}):\n${said}`);
}
