/**
 * A site of any size, written as the files that an engineer would write: one meter a device, with
 * twenty values in twenty registers, and one rule on the first of them.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MESSAGES } from '../../src/core/incidents/messages.ts';

export interface GeneratedSite {
  /** Where the devices listen; each has units 1 to `unitsPerEndpoint`. */
  ports: readonly number[];
  unitsPerEndpoint: number;
  /** Who is told by POST. */
  webhook?: string;
}

/** What `field.ts` answers with where nothing has tripped. */
export const NOMINAL_RAW = 2_300;
/** A raw value below it is what the rule is about: 0.1 V a count. */
export const TRIP_BELOW_RAW = 440;
export const REGISTERS = 20;

/** Kind `meter`, in the order of the registers. */
const SIGNALS: readonly (readonly [name: string, unit?: string])[] = [
  ['voltage.l1', 'V'],
  ['voltage.l2', 'V'],
  ['voltage.l3', 'V'],
  ['voltage.l12', 'V'],
  ['voltage.l23', 'V'],
  ['voltage.l31', 'V'],
  ['current.l1', 'A'],
  ['current.l2', 'A'],
  ['current.l3', 'A'],
  ['current.neutral', 'A'],
  ['power.l1', 'W'],
  ['power.l2', 'W'],
  ['power.l3', 'W'],
  ['power.total', 'W'],
  ['reactive.total', 'var'],
  ['apparent.total', 'VA'],
  ['powerFactor'],
  ['frequency', 'Hz'],
  ['energyImport', 'kWh'],
  ['energyExport', 'kWh'],
];

export const PROFILE_FILE = 'bench-meter.yaml';

export function assetOf(device: number): string {
  return `M${device}`;
}

/** The profile, for the devices folder. */
export function generateProfile(): object {
  const points = SIGNALS.map(([name, unit], at) => [
    name,
    { at, type: 'uint16', scale: 0.1, ...(unit !== undefined && { unit }) },
  ]);
  return {
    profile: 'bench-meter',
    title: text('Meter'),
    kind: 'meter',
    source: 'made up: twenty registers with a value each',
    modbus: { function: 'holding', gap: 0 },
    points: Object.fromEntries(points),
  };
}

/** The config folder. JSON is YAML 1.2 too. */
export function writeSite(folder: string, site: GeneratedSite): void {
  mkdirSync(join(folder, 'rules'), { recursive: true });
  const write = (file: string, content: object) =>
    writeFileSync(join(folder, file), JSON.stringify(content));
  write('gateway.yaml', { server: { port: 0 }, simulated: false });
  write('site.yaml', siteFile(site.ports.length * site.unitsPerEndpoint));
  write('devices.yaml', devicesFile(site));
  write('rules/outage.yaml', { rules: [LOW_VOLTAGE] });
  write('channels.yaml', channelsFile(site.webhook));
  write('texts.yaml', {
    texts: Object.fromEntries(
      Object.entries(MESSAGES).map(([name, parameters]) => [name, wordsOf(parameters)]),
    ),
  });
  write('people.yaml', PEOPLE);
}

/** Each message that the program sends says all that comes with it. */
function wordsOf(parameters: readonly string[]): object {
  return text(parameters.map((name) => `{${name}}`).join(', '));
}

const LOW_VOLTAGE = {
  rule: 'low-voltage',
  each: 'meter',
  when: `meter.voltage.l1 < ${TRIP_BELOW_RAW / 10}`,
  for: '0s',
  raises: { priority: 'high' },
  text: {
    what: text('Low voltage'),
    consequence: text('What hangs on it stands still'),
    do: text('Go and see'),
    within: '3m',
  },
  source: 'made up',
};

const PEOPLE = {
  people: [{ id: 'duty-1', name: text('Duty A'), roles: ['duty-engineer'] }],
  roster: [{ shift: 'all', from: '00:00', to: '00:00', on: { 'duty-engineer': ['duty-1'] } }],
  'next-role': {},
};

function siteFile(devices: number): object {
  return {
    site: { id: 'bench', name: text('Bench'), timezone: 'Asia/Shanghai' },
    areas: [{ id: 'A', kind: 'building', name: text('Tower A') }],
    assets: Array.from({ length: devices }, (_, device) => ({
      id: assetOf(device),
      kind: 'meter',
      in: 'A',
      name: text(`Meter ${device}`),
    })),
  };
}

function devicesFile({ ports, unitsPerEndpoint }: GeneratedSite): object {
  const connections = ports.map((port, endpoint) => [
    `line-${endpoint}`,
    { modbus: 'tcp', host: '127.0.0.1', port, timeout: '1s' },
  ]);
  const devices = ports.flatMap((_, endpoint) =>
    Array.from({ length: unitsPerEndpoint }, (_, index) => {
      const device = endpoint * unitsPerEndpoint + index;
      return {
        id: `meter-${device}`,
        profile: 'bench-meter',
        on: `line-${endpoint}`,
        unit: index + 1,
        asset: assetOf(device),
        every: '1s',
      };
    }),
  );
  return { connections: Object.fromEntries(connections), devices };
}

function channelsFile(webhook: string | undefined): object {
  const stage = { at: '0s', to: 'role', by: webhook === undefined ? ['console'] : ['hook'] };
  return {
    channels: webhook === undefined ? {} : { hook: { webhook } },
    escalation: { critical: [stage], other: [stage] },
  };
}

function text(en: string): { zh: string; en: string } {
  return { zh: en, en };
}
