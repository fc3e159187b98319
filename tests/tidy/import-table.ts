/**
 * Who may import whom: the architecture's two tables as data. The longest matching `of` decides;
 * what no row names may import nothing. A file may always import from its own row's files.
 */
import { matchesGlob } from 'node:path';

export interface Row {
  /** Globs of the files that this row is about. */
  of: readonly string[];
  /** Globs of what they may import. */
  may: readonly string[];
  /** Globs of what they may import types from. */
  mayTypes?: readonly string[];
  /** npm packages; absent: any in package.json's `dependencies`. */
  packages?: readonly string[];
  /** Whether `node:` modules are open to them; absent: yes. */
  builtins?: boolean;
}

const CORE_ROOT = 'src/core/*.ts';
/** Each part's events are one vocabulary: their union is what every part hands on. */
const CORE_EVENTS = 'src/core/*/events.ts';
const CORE_PACKAGES = ['zod', '@marcbachmann/cel-js'];

function corePart(
  name: string,
  mayParts: readonly string[],
  mayTypes: readonly string[] = [],
): Row {
  return {
    of: [`src/core/${name}/**`],
    may: [CORE_ROOT, ...mayParts.map((part) => `src/core/${part}/**`)],
    mayTypes: [CORE_EVENTS, ...mayTypes],
    packages: CORE_PACKAGES,
    builtins: false,
  };
}

const CORE: readonly Row[] = [
  // The plain root files stand below every part; the joining ones (engine, state, event, …) above.
  {
    of: ['src/core/error.ts', 'src/core/text.ts', 'src/core/time.ts'],
    may: [],
    packages: CORE_PACKAGES,
    builtins: false,
  },
  { of: [CORE_ROOT], may: ['src/core/**'], packages: CORE_PACKAGES, builtins: false },
  corePart('site', []),
  // A latch is handed its compiled `until`.
  corePart('signals', ['site'], ['src/core/expressions/*.ts']),
  corePart('expressions', ['site', 'signals']),
  corePart('rules', ['site', 'signals', 'expressions']),
  corePart('alarms', ['site', 'signals', 'expressions', 'rules']),
  corePart('duty', ['site']),
  corePart('actions', ['duty']),
  corePart('notices', ['site', 'duty']),
  corePart('incidents', [
    'site',
    'signals',
    'expressions',
    'rules',
    'alarms',
    'duty',
    'actions',
    'notices',
  ]),
];

const RING: readonly Row[] = [
  {
    of: ['src/config/**'],
    may: ['src/core/**', 'src/devices/**', 'src/*/settings.ts', 'src/drivers/*/settings.ts'],
  },
  { of: ['src/devices/**'], may: ['src/core/**'], builtins: false },
  { of: ['src/drivers/*.ts'], may: ['src/core/**', 'src/devices/**'] },
  {
    of: ['src/drivers/modbus/**'],
    may: ['src/core/**', 'src/devices/**', 'src/drivers/*.ts'],
  },
  { of: ['src/drivers/mqtt/**'], may: ['src/core/**', 'src/devices/**', 'src/drivers/*.ts'] },
  { of: ['src/broker/**'], may: ['src/core/**'] },
  { of: ['src/sqlite/**'], may: [] },
  { of: ['src/journal/**'], may: ['src/core/**', 'src/sqlite/**'] },
  { of: ['src/history/**'], may: ['src/core/**', 'src/sqlite/**'] },
  { of: ['src/notify/**'], may: ['src/core/**'] },
  {
    of: ['src/drills/**'],
    may: ['src/core/**', 'src/devices/**', 'src/config/**', 'simulators/**'],
  },
  { of: ['src/api/**'], may: ['src/core/**', 'src/config/**'] },
  { of: ['src/console/**'], may: [], mayTypes: ['src/api/contract.ts'] },
  {
    of: ['src/*.ts', 'src/commands/**'],
    may: ['src/!(console)/**', 'src/*.ts', 'simulators/**'],
  },
];

const SIMULATORS: readonly Row[] = [
  { of: ['simulators/models/**'], may: ['src/core/*.ts', 'src/core/site/**'], builtins: false },
  // They encode on their own, so that one mistake cannot agree with itself.
  {
    of: ['simulators/faces/**'],
    may: [
      'simulators/models/**',
      'src/devices/profile.ts',
      'src/devices/device.ts',
      'src/core/*.ts',
      'src/core/site/**',
    ],
  },
  {
    of: ['simulators/*.ts'],
    may: [
      'simulators/**',
      'src/devices/profile.ts',
      'src/devices/device.ts',
      'src/core/*.ts',
      'src/core/site/**',
    ],
  },
];

const ROWS: readonly Row[] = [...CORE, ...RING, ...SIMULATORS];

export function matchesAny(path: string, globs: readonly string[]): boolean {
  return globs.some((glob) => matchesGlob(path, glob));
}

/** The most particular row about a file: the one whose matching glob is longest. */
export function rowOf(path: string): Row | undefined {
  const lengthOf = (row: Row) =>
    Math.max(0, ...row.of.filter((glob) => matchesGlob(path, glob)).map((glob) => glob.length));
  const rows = ROWS.filter((row) => lengthOf(row) > 0);
  return rows.sort((a, b) => lengthOf(b) - lengthOf(a))[0];
}
