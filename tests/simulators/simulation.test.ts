import { expect, test } from 'vitest';
import { createSimulation } from '../../simulators/simulation.ts';
import {
  advanceBy,
  advanceUntil,
  MIDNIGHT_MS,
  readPdu,
  readRegisters,
  SMALL_DEVICES,
  SMALL_SITE,
  simulateSmallSite,
} from './small-site.ts';

test('the example of the scenario format: stuck within 3 s, pressed, silent', () => {
  const simulation = simulateSmallSite();
  const lift = simulation.building.lifts.get('L1')!;
  simulation.act({ lift: 'L1', passengers: 2, travel: { from: 1, to: 12 } });
  simulation.advance(8_000);
  expect(simulation.startFault({ lift: 'L1', stops: 'between-floors' })).toBe('S-1');
  simulation.advance(11_000);
  expect(lift).toMatchObject({ phase: 'stranded', speedMs: 0, passengers: 2 });
  simulation.advance(30_000);
  simulation.act({ person: { presses: 'alarm-button', in: 'L1' } });
  simulation.advance(31_000);
  expect(lift.alarmButton).toBe(true);
  simulation.advance(120_000);
  simulation.startFault({ device: 'box-1', answers: 'never' });
  expect(simulation.virtualExchange('box-1', readPdu(3, 0x10, 1))).toBe('timeout');
  expect(simulation.faults()).toEqual([
    { id: 'S-1', since: 8_000, fault: { lift: 'L1', stops: 'between-floors' } },
    { id: 'S-2', since: 120_000, fault: { device: 'box-1', answers: 'never' } },
  ]);
});

test('ending a fault undoes its cause, whatever it is', () => {
  for (const { fault, isOn, why } of [
    {
      fault: { mains: 'fails' },
      isOn: (s) => !s.building.power.isLive('L1'),
      why: 'the utility returns',
    },
    {
      fault: { breaker: 'Q1', trips: true },
      isOn: (s) => !s.building.power.isLive('L1'),
      why: 'the breaker is closed',
    },
    {
      fault: { pipe: 'bursts', area: 'plant' },
      isOn: (s) => s.building.water.pools.get('plant')!.isBurst,
      why: 'the pipe is shut',
    },
    {
      fault: { lift: 'L1', inspection: true },
      isOn: (s) => s.building.lifts.get('L1')!.isInspectionWanted,
      why: 'the technician leaves',
    },
    {
      fault: { device: 'q0', answers: 'exception' },
      isOn: (s) => (s.virtualExchange('q0', readPdu(3, 0x232, 1)) as Uint8Array)[0] === 0x83,
      why: 'the device answers again',
    },
  ] as const satisfies readonly {
    fault: Parameters<ReturnType<typeof simulateSmallSite>['startFault']>[0];
    isOn: (s: ReturnType<typeof simulateSmallSite>) => boolean;
    why: string;
  }[]) {
    const simulation = simulateSmallSite();
    expect(isOn(simulation), why).toBe(false);
    const id = simulation.startFault(fault);
    advanceBy(simulation, 5);
    expect(isOn(simulation), why).toBe(true);
    expect(simulation.endFault(id), why).toBe(true);
    expect(isOn(simulation), why).toBe(false);
    expect(simulation.faults(), why).toEqual([]);
    expect(simulation.endFault(id), 'twice').toBe(false);
  }
});

test('two causes of one effect both have to end', () => {
  const simulation = simulateSmallSite();
  const [one, other] = [0, 1].map(() => simulation.startFault({ mains: 'fails' }));
  simulation.endFault(one!);
  expect(simulation.building.power.isLive('L1')).toBe(false);
  simulation.endFault(other!);
  expect(simulation.building.power.isLive('L1')).toBe(true);
});

test('ending one fault of a lift leaves the other on', () => {
  const simulation = simulateSmallSite();
  const lift = simulation.building.lifts.get('L1')!;
  const stop = simulation.startFault({ lift: 'L1', stops: 'between-floors' });
  simulation.startFault({ lift: 'L1', doors: 'stuck-closed' });
  advanceUntil(simulation, 'stranded', () => lift.isStruck);
  simulation.endFault(stop);
  advanceBy(simulation, 120);
  expect(lift).toMatchObject({ isStruck: true, faults: { doorsStuckClosed: true } });
});

test('actions end the faults whose cause they undo, and no others', () => {
  const simulation = simulateSmallSite();
  simulation.startFault({ mains: 'fails' });
  simulation.startFault({ breaker: 'Q1', trips: true });
  simulation.startFault({ breaker: 'Q3', trips: true });
  simulation.startFault({ pipe: 'bursts', area: 'plant' });
  const left = () => simulation.faults().map(({ id }) => id);
  simulation.act({ mains: 'returns' });
  expect(left()).toEqual(['S-2', 'S-3', 'S-4']);
  simulation.act({ breaker: 'Q3', closes: true });
  expect(left()).toEqual(['S-2', 'S-4']);
  simulation.act({ area: 'corridor', dried: true });
  expect(left()).toEqual(['S-2', 'S-4']);
  simulation.act({ area: 'plant', dried: true });
  expect(left()).toEqual(['S-2']);
  expect(simulation.building.power.breakers.get('Q3')!.isClosed).toBe(true);
});

test('an outage takes lifts, pumps and lines at once, and gives them back', () => {
  const simulation = simulateSmallSite();
  simulation.startFault({ mains: 'fails' });
  const { lifts, power, water } = simulation.building;
  expect([...lifts.values()].map((lift) => lift.hasMains)).toEqual([false, false]);
  expect(water.sumps.get('SUMP')!.hasSupply).toBe(false);
  expect(power.upses.get('UPS')!.isOnBattery).toBe(true);
  expect(power.meters.get('M3')!.currents).toEqual([0, 0, 0]);
  simulation.act({ mains: 'returns' });
  expect(power.upses.get('UPS')!.isOnBattery).toBe(false);
  expect(power.meters.get('M3')!.currents[0]).toBeGreaterThan(10);
});

test('what the site does not have is named with what it has', () => {
  const simulation = simulateSmallSite();
  for (const [fault, message] of [
    [{ lift: 'L9', stops: 'between-floors' }, 'L9: no such lift; choose one of L1, L2'],
    [{ breaker: 'MAIN', trips: true }, 'MAIN: no such breaker; choose one of Q0, Q1, Q2, Q3'],
    [
      { pipe: 'bursts', area: 'attic' },
      'attic: no such area; choose one of plant, corridor, switch-room',
    ],
    [
      { device: 'spot', answers: 'late' },
      'spot speaks MQTT and is never asked; use answers: never, or payload',
    ],
    [{ device: 'q0', payload: 'garbage' }, 'q0 speaks Modbus and has no payload; use answers'],
    [{ mains: 'fails' }, undefined],
    [{ device: 'spot', answers: 'never' }, undefined],
  ] as const) {
    expect(simulation.checkFault(fault)).toBe(message);
  }
  expect(simulation.checkFault({ device: 'x', answers: 'late' })).toMatch(
    /^x: no such simulated device; choose one of box-1, box-2/,
  );
  expect(simulation.checkAction({ lift: 'L2', passengers: 1, travel: { from: 1, to: 12 } })).toBe(
    'lift L2: no landing 12; choose one of 1, 2, 3, 4, 5, 6',
  );
  expect(() => simulation.startFault({ breaker: 'X', trips: true })).toThrow('X: no such breaker');
});

test('a device without a face, or on an asset of another kind, is refused with what to do', () => {
  const build = (more: object) => () =>
    createSimulation({
      site: SMALL_SITE,
      devices: [{ ...SMALL_DEVICES[0]!, ...more }],
      seed: 1,
      epochMs: MIDNIGHT_MS,
    });
  expect(build({ profile: 'acme' })).toThrow(/box-1: profile acme has no simulator; simulated are/);
  expect(build({ asset: 'Q0' })).toThrow('box-1: Q0 is no asset of kind lift');
  expect(build({ profile: 'aqara-sjcgq11lm', asset: 'SPOT' })).toThrow('needs <name>');
});

test('the time of day is the site’s, not the machine’s', () => {
  // 12:00 UTC is 20:00 in Shanghai: the evening peak.
  const evening = createSimulation({
    site: SMALL_SITE,
    devices: SMALL_DEVICES,
    seed: 1,
    epochMs: Date.UTC(2026, 10, 23, 12),
  });
  const night = simulateSmallSite({ seed: 1, hour: 3 });
  const watts = (s: typeof evening) => s.building.power.meters.get('M3')!.powers[0];
  expect(watts(evening)).toBeGreaterThan(watts(night) * 2.5);
});

test('the virtual wire shows what a client of the real one is left with', () => {
  const simulation = simulateSmallSite();
  const whole = [3, 4, 0, 1, 0, 0];
  for (const [fault, seen] of [
    ['never', 'timeout'],
    ['late', 'timeout'],
    ['wrong-unit', 'timeout'],
    ['wrong-transaction', 'timeout'],
    ['short', whole.slice(0, 4)],
    ['exception', [0x83, 4]],
  ] as const) {
    const id = simulation.startFault({ device: 'q0', answers: fault });
    const answer = simulation.virtualExchange('q0', readPdu(3, 0x232, 2));
    expect(answer === 'timeout' ? answer : [...answer], fault).toEqual(seen);
    simulation.endFault(id);
    expect(readRegisters(simulation, 'q0', [3, 0x232, 2]), fault).toEqual([1, 0]);
  }
});

test('of two faults on one wire the newer one counts, and the older one after it', () => {
  const simulation = simulateSmallSite();
  const status = () => simulation.virtualExchange('q0', readPdu(3, 0x232, 1));
  simulation.startFault({ device: 'q0', answers: 'never' });
  const newer = simulation.startFault({ device: 'q0', answers: 'exception' });
  expect(status()).toEqual(Uint8Array.of(0x83, 4));
  simulation.endFault(newer);
  expect(status()).toBe('timeout');
});
