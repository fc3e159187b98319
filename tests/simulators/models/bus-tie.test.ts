import { expect, test } from 'vitest';
import { createSimulation } from '../../../simulators/simulation.ts';
import { siteSchema } from '../../../src/core/site/site.ts';
import { advanceBy, MIDNIGHT_MS, readRegisters } from '../small-site.ts';

const text = (en: string) => ({ zh: en, en });
const asset = (id: string, kind: string, more: object = {}) => ({
  id,
  kind,
  in: 'plant',
  name: text(id),
  ...more,
});

/** Two transformers, a tie between their buses, and one feeder on each. */
const SITE = siteSchema.parse({
  site: { id: 'two', name: text('Two'), timezone: 'Asia/Shanghai' },
  areas: [{ id: 'plant', kind: 'room', name: text('plant') }],
  assets: [
    asset('U1', 'meter', { place: 'incomer', taps: 'line' }),
    asset('M1', 'breaker', { 'fed-by': 'U1', main: true }),
    asset('F1', 'breaker', { 'fed-by': 'M1' }),
    asset('U2', 'meter', { place: 'incomer', taps: 'line' }),
    asset('M2', 'breaker', { 'fed-by': 'U2', main: true }),
    asset('F2', 'breaker', { 'fed-by': 'M2' }),
    asset('TIE', 'breaker', { ties: ['M1', 'M2'], tie: true }),
  ],
});
const nsx = (of: string, unit: number) => ({
  id: of.toLowerCase(),
  profile: 'schneider-nsx',
  asset: of,
  unit,
  placeholders: {},
  connection: 'bus',
});

function build() {
  const devices = [nsx('TIE', 1), nsx('M2', 2)];
  const simulation = createSimulation({ site: SITE, devices, seed: 3, epochMs: MIDNIGHT_MS });
  const { power } = simulation.building;
  const closed = () =>
    ['M1', 'M2', 'TIE'].filter((id) => power.breakers.get(id)!.isClosed).join(' ');
  const live = () => ['U1', 'F1', 'U2', 'F2'].filter((id) => power.isLive(id)).join(' ');
  const watts = (id: string) => power.meters.get(id)!.powers.reduce((sum, each) => sum + each, 0);
  return { simulation, closed, live, watts };
}

test('a dead section is carried over the tie, and goes back to its own supply', () => {
  const { simulation, closed, live, watts } = build();
  advanceBy(simulation, 10);
  expect([closed(), live()]).toEqual(['M1 M2', 'U1 F1 U2 F2']);
  const [one, two] = [watts('U1'), watts('U2')];
  const fault = simulation.startFault({ incomer: 'U2', fails: true });
  advanceBy(simulation, 2);
  expect(live(), 'it waits 3 s').toBe('U1 F1');
  advanceBy(simulation, 13);
  expect([closed(), live()], 'the dead main is opened first').toEqual(['M1 TIE', 'U1 F1 F2']);
  expect(watts('U2')).toBe(0);
  expect(watts('U1') / (one + two), 'one line carries both').toBeCloseTo(1, 0);
  simulation.endFault(fault);
  advanceBy(simulation, 30);
  expect(closed(), 'it waits a minute before it goes back').toBe('M1 TIE');
  advanceBy(simulation, 40);
  expect([closed(), live()]).toEqual(['M1 M2', 'U1 F1 U2 F2']);
});

test('it never closes onto a section that has tripped, nor in manual, nor when it hangs', () => {
  for (const prepare of ['trips', 'manual', 'hangs'] as const) {
    const { simulation, closed } = build();
    if (prepare === 'trips') simulation.startFault({ breaker: 'M2', trips: true });
    if (prepare === 'manual') simulation.act({ tie: 'TIE', mode: 'manual' });
    if (prepare === 'hangs') simulation.startFault({ tie: 'TIE', transfers: 'never' });
    simulation.startFault({ incomer: 'U2', fails: true });
    advanceBy(simulation, 60);
    expect(closed(), prepare).not.toContain('TIE');
  }
});

test('both lines dead: there is nothing to carry with', () => {
  const { simulation, closed, live } = build();
  simulation.startFault({ mains: 'fails' });
  advanceBy(simulation, 60);
  expect([closed(), live()]).toEqual(['M1 M2', '']);
});

test('its breaker shows position and automatics (OF, and "auto" of the motor mechanism)', () => {
  const { simulation } = build();
  expect(readRegisters(simulation, 'tie', [3, 0x232, 2])).toEqual([0b000, 0b010]);
  simulation.startFault({ incomer: 'U1', fails: true });
  advanceBy(simulation, 10);
  simulation.act({ tie: 'TIE', mode: 'manual' });
  expect(readRegisters(simulation, 'tie', [3, 0x232, 2])).toEqual([0b001, 0b000]);
  expect(readRegisters(simulation, 'm2', [3, 0x232, 2]), 'no motor').toEqual([0b001, 0b000]);
});
