import { expect, test } from 'vitest';
import type { Incident } from '../../../src/core/incidents/incident.ts';
import type { LedgerEntry } from '../../../src/core/incidents/ledger.ts';
import { ledgerFigures } from '../../../src/core/incidents/ledger-figures.ts';

const S = 1_000;

interface Line {
  playbook?: string;
  outcome?: Incident['outcome'];
  /** Seconds; undefined: it has not come. A third is the limit. */
  moments: readonly (readonly [moment: string, atS: number | undefined, limitS?: number])[];
}

/** Every incident opens at 1,000 s; what is not closed is open, and now is 2,000 s. */
function figures(lines: readonly Line[]) {
  const ledgers = new Map<string, LedgerEntry[]>();
  const incidents = lines.map(({ playbook = 'flooding', outcome, moments }, index) => {
    const id = `I-${index}`;
    const entries = moments.map(([moment, atS, limitS]) => ({
      moment,
      text: { zh: moment, en: moment },
      ...(atS === undefined ? {} : { at: atS * S }),
      ...(limitS === undefined ? {} : { limitAt: limitS * S }),
      isLate: limitS !== undefined && (atS ?? 2_000) > limitS,
    }));
    ledgers.set(id, entries);
    const state = outcome === undefined ? 'open' : 'closed';
    const title = { zh: playbook, en: playbook };
    return { id, playbook, title, state, outcome } as unknown as Incident;
  });
  return ledgerFigures(incidents, ({ id }) => ledgers.get(id)!);
}

/** `told 3 p50 2 p90 9 p99 9 worst 9 late 1/2 never 0`, in seconds. */
function table(lines: readonly Line[]): string[] {
  return figures(lines).flatMap(({ moments }) =>
    moments.map(({ moment, count, afterMs, late, limited, never }) => {
      const times = Object.entries(afterMs ?? {}).map(([name, ms]) => `${name} ${ms / S}`);
      return [moment, count, ...times, `late ${late}/${limited}`, `never ${never}`].join(' ');
    }),
  );
}

test('five floodings, worked out by hand', () => {
  const told = (pollS: number, toldS: number | undefined): Line => ({
    outcome: 'real',
    moments: [
      ['poll', pollS],
      ['told', toldS, pollS + 60],
    ],
  });
  // After 2, 4, 10, 100 s, and never: of four values p50 is the 2nd, p90 and p99 are the 4th.
  const lines = [
    told(1_000, 1_010),
    told(900, 1_000),
    told(990, 994),
    told(1_000, 1_002),
    told(1_000, undefined),
  ];
  expect(table(lines)).toEqual([
    'poll 5 p50 0 p90 0 p99 0 worst 0 late 0/0 never 0',
    'told 4 p50 4 p90 100 p99 100 worst 100 late 2/5 never 1',
  ]);
});

test('times count from the first known moment, in whatever order the moments stand', () => {
  const phone: Line = {
    outcome: 'real',
    moments: [
      ['field', undefined],
      ['alarm', 1_120],
      ['incident', 1_000],
    ],
  };
  expect(table([phone])).toEqual([
    'field 0 late 0/0 never 1',
    'alarm 1 p50 120 p90 120 p99 120 worst 120 late 0/0 never 0',
    'incident 1 p50 0 p90 0 p99 0 worst 0 late 0/0 never 0',
  ]);
});

test('what an open incident still lacks is late after its limit, and not yet never', () => {
  const open = (limitS: number): Line => ({
    moments: [
      ['incident', 1_000],
      ['cut', undefined, limitS],
    ],
  });
  expect(table([open(1_900), open(2_100)])[1]).toBe('cut 0 late 1/2 never 0');
});

test('false alarms and tests are counted apart and in no figure', () => {
  const after = (outcome: Incident['outcome'], toldS: number): Line => ({
    outcome,
    moments: [
      ['incident', 1_000],
      ['told', toldS, 1_001],
    ],
  });
  const lines = [
    after('real', 1_001),
    after('false', 1_500),
    after('test', 1_600),
    after('test', 1_700),
    after(undefined, 1_001),
  ];
  expect(figures(lines)[0]).toMatchObject({
    incidents: 2,
    open: 1,
    apart: { false: 1, test: 2 },
  });
  expect(table(lines)[1]).toBe('told 2 p50 1 p90 1 p99 1 worst 1 late 0/2 never 0');
});

test('each playbook has its own figures, one that was only tested too', () => {
  const once = (playbook: string, outcome: Incident['outcome']): Line => ({
    playbook,
    outcome,
    moments: [['incident', 1_000]],
  });
  const found = figures([once('outage', 'test'), once('flooding', 'real')]);
  expect(found.map(({ playbook, incidents }) => [playbook, incidents])).toEqual([
    ['flooding', 1],
    ['outage', 0],
  ]);
  expect(found[1]!.moments).toEqual([]);
});
