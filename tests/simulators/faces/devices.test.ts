/** What each face shows, against values worked out by hand from the device's own source. */
import { expect, test } from 'vitest';
import type { Fault } from '../../../simulators/fault.ts';
import { advanceBy, advanceUntil, readRegisters, simulateSmallSite } from '../small-site.ts';

const BOX = [3, 0x10, 19] as const;

function box(simulation: ReturnType<typeof simulateSmallSite>) {
  const registers = readRegisters(simulation, 'box-1', [...BOX]);
  return { registers, faults: registers[0]!, state: registers[1]! >> 8, floor: registers[2]! >> 8 };
}

function float(high: number, low: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint16(0, high);
  view.setUint16(2, low);
  return view.getFloat32(0);
}

function floats(simulation: ReturnType<typeof simulateSmallSite>, device: string, at: number[]) {
  return at.map((address) => {
    const [high, low] = readRegisters(simulation, device, [4, address, 2]);
    return float(high!, low!);
  });
}

test('car-top box: a ride seen from the car top', () => {
  const simulation = simulateSmallSite();
  simulation.act({ lift: 'L1', passengers: 2, travel: { from: 1, to: 12 } });
  simulation.advance(1_000);
  // State bits: 0x04 level, 0x08 door open, 0x10 person.
  expect(box(simulation)).toMatchObject({ state: 0x1c, floor: 1, faults: 0 });
  simulation.advance(8_000);
  // 0x01 up, 0x10 person; level comes and goes. Speed is in tenths: 17.5 shows as 18.
  expect(box(simulation).state & ~0x04).toBe(0x11);
  expect(box(simulation).registers[2]! & 0xff).toBe(18);
});

test('car-top box: the floor is a signed byte, so B2 is 0xFE', () => {
  const simulation = simulateSmallSite();
  simulation.act({ lift: 'L1', passengers: 1, travel: { from: 3, to: -2 } });
  advanceUntil(simulation, 'B2', () => box(simulation).floor === 0xfe);
});

test('car-top box: stopped between floors with people, bit by bit', () => {
  const simulation = simulateSmallSite();
  simulation.act({ lift: 'L1', passengers: 2, travel: { from: 1, to: 12 } });
  simulation.advance(8_000);
  simulation.startFault({ lift: 'L1', stops: 'between-floors' });
  advanceUntil(simulation, 'standing', () => simulation.building.lifts.get('L1')!.speedMs === 0);
  expect(box(simulation).state).toBe(0x10);
  expect(box(simulation).faults, 'nothing before its delay').toBe(0);
  advanceBy(simulation, 14);
  expect(box(simulation).faults).toBe(0);
  advanceBy(simulation, 3);
  // 0x020 stopped outside the door zone for 15 s; 0x002 trapped comes with the second activation,
  // 10 s after the stop, and another 15 s.
  expect(box(simulation).faults).toBe(0x020);
  advanceBy(simulation, 10);
  expect(box(simulation).faults).toBe(0x022);
});

test('car-top box: doors stuck at a landing are 平层困人 after 90 s with four activations', () => {
  const simulation = simulateSmallSite();
  simulation.startFault({ lift: 'L1', doors: 'stuck-closed' });
  advanceUntil(simulation, 'stuck', () => simulation.building.lifts.get('L1')!.isStruck);
  advanceBy(simulation, 100);
  expect(box(simulation).faults).toBe(0);
  advanceBy(simulation, 25);
  expect(box(simulation).faults).toBe(0x001);
  expect(box(simulation).state & 0x0c, 'level and closed').toBe(0x04);
});

test('car-top box: inspection shows, and silences the stop bits', () => {
  const simulation = simulateSmallSite();
  simulation.startFault({ lift: 'L1', inspection: true });
  advanceBy(simulation, 120);
  expect(box(simulation).state & 0x20).toBe(0x20);
  expect(box(simulation).faults).toBe(0);
});

test('car-top box: a power cut is bit 0x800 at once, and the box goes on speaking', () => {
  const simulation = simulateSmallSite();
  simulation.startFault({ mains: 'fails' });
  advanceBy(simulation, 1);
  expect(box(simulation).faults).toBe(0x800);
  simulation.act({ mains: 'returns' });
  advanceBy(simulation, 1);
  expect(box(simulation).faults).toBe(0);
});

test('car-top box: the alarm key and the settings', () => {
  const simulation = simulateSmallSite();
  simulation.act({ person: { presses: 'alarm-button', in: 'L1', for: 5_000 } });
  advanceBy(simulation, 4);
  expect(box(simulation).state & 0x40).toBe(0x40);
  advanceBy(simulation, 2);
  expect(box(simulation).state & 0x40).toBe(0);
  // 18 floors above and 2 below; base B2, 3.0 m; 2.0 m/s; 90 s/15 s; 15 s/1 min; 1 min/20 times.
  expect(box(simulation).registers.slice(13)).toEqual([0x1202, 0xfe1e, 20, 0x5a0f, 0x0f01, 0x0114]);
});

test('SDM630: a live line and a dead one', () => {
  const simulation = simulateSmallSite({ hour: 20 });
  advanceBy(simulation, 10);
  const [u1, , , i1, p1] = floats(simulation, 'main', [0, 2, 4, 6, 0x0c]);
  expect(Math.abs(u1! - 226)).toBeLessThan(4);
  // Power of a phase is volts × amps × power factor.
  const [factor] = floats(simulation, 'main', [0x1e]);
  expect(u1! * i1! * factor! - p1!).toBeLessThan(10);
  const [total, sumOfCurrents, hertz] = floats(simulation, 'main', [0x34, 0x30, 0x46]);
  expect(total).toBeGreaterThan(30_000);
  expect(sumOfCurrents).toBeGreaterThan(100);
  expect(Math.abs(hertz! - 50)).toBeLessThan(0.1);
  const [l12] = floats(simulation, 'main', [0xc8]);
  expect(l12! / u1!).toBeCloseTo(Math.sqrt(3), 1);

  simulation.startFault({ mains: 'fails' });
  const [dead, current, deadHertz] = floats(simulation, 'main', [0, 6, 0x46]);
  expect(dead).toBeLessThan(44);
  expect([current, deadHertz]).toEqual([0, 0]);
});

test('SDM630: a read of more than 40 values is refused', () => {
  const simulation = simulateSmallSite();
  expect(() => readRegisters(simulation, 'main', [4, 0, 82])).toThrow('132,3');
});

test('outside or inside: the incomer stays alive when the main trips, the bus does not', () => {
  const simulation = simulateSmallSite();
  simulation.startFault({ breaker: 'Q0', trips: true });
  const [incomer] = floats(simulation, 'main', [0]);
  const [bus] = floats(simulation, 'bus', [0]);
  expect(incomer).toBeGreaterThan(198);
  expect(bus).toBeLessThan(44);
  const [current] = floats(simulation, 'main', [6]);
  expect(current).toBe(0);
});

test('a line-side meter of a tripped feeder still sees the bus', () => {
  const simulation = simulateSmallSite();
  simulation.startFault({ breaker: 'Q3', trips: true });
  const { meters } = simulation.building.power;
  expect(meters.get('M3')!.voltages[0]).toBeLessThan(44);
  expect(meters.get('M3-LINE')!.voltages[0]).toBeGreaterThan(198);
  expect(meters.get('M3-LINE')!.currents).toEqual([0, 0, 0]);
});

test('NSX: OF, SD and SDE of a closed, a tripped and an opened breaker', () => {
  const simulation = simulateSmallSite();
  const contacts = () => readRegisters(simulation, 'q0', [3, 0x0232, 1])[0];
  expect(contacts()).toBe(0b001);
  simulation.startFault({ breaker: 'Q0', trips: true });
  expect(contacts()).toBe(0b110);
  simulation.act({ breaker: 'Q0', closes: true });
  expect(contacts()).toBe(0b001);
  simulation.act({ breaker: 'Q0', opens: true });
  expect(contacts()).toBe(0b000);
});

test('Smart-UPS: on mains, on battery, back again', () => {
  const simulation = simulateSmallSite();
  const status = () => readRegisters(simulation, 'ups', [3, 0, 3]);
  const dynamic = () => readRegisters(simulation, 'ups', [3, 128, 24]);
  // AN176: bit 1 on line, bit 2 on battery, bit 6 input bad; cause 0 start, 2 low input, 8 fine.
  expect(status()).toEqual([0, 0x0002, 0]);
  // 3600 s, 100 % × 512, 226 V × 64.
  expect(dynamic().slice(0, 3)).toEqual([0, 3_600, 51_200]);
  expect(dynamic()[23]).toBe(14_464);
  simulation.startFault({ mains: 'fails' });
  advanceBy(simulation, 600);
  expect(status()).toEqual([0, 0x0044, 2]);
  expect(dynamic().slice(0, 2)).toEqual([0, 3_000]);
  expect(dynamic()[23]).toBe(0);
  expect(readRegisters(simulation, 'ups', [3, 18, 1])).toEqual([0b01]);
  simulation.act({ mains: 'returns' });
  advanceBy(simulation, 1);
  expect(status()).toEqual([0, 0x0002, 8]);
});

test('SeaHawk: dry, then a leak with its distance', () => {
  const simulation = simulateSmallSite();
  // 30001 status, 30002 distance, 30003 metres, 30004 µA, 30005 rope length.
  expect(readRegisters(simulation, 'rope', [4, 0, 5])).toEqual([0, 0, 0, 2, 30]);
  simulation.startFault({ pipe: 'bursts', area: 'plant' });
  advanceBy(simulation, 120);
  const [status, distance] = readRegisters(simulation, 'rope', [4, 0, 2]);
  expect(status).toBe(0b1001);
  expect(distance).toBeGreaterThan(0);
  expect(distance).toBeLessThan(30);
  simulation.act({ area: 'plant', dried: true });
  expect(readRegisters(simulation, 'rope', [4, 0, 2])).toEqual([0, 0]);
  // 40016, 40017: factory delays.
  expect(readRegisters(simulation, 'rope', [3, 15, 2])).toEqual([10, 120]);
});

test('sump: level, floats and pumps while the pit fills in a power cut', () => {
  const simulation = simulateSmallSite();
  const contacts = () => simulation.virtualExchange('sump', Uint8Array.of(2, 0, 0, 0, 16));
  const sump = simulation.building.water.sumps.get('SUMP')!;
  advanceBy(simulation, 1);
  // Low float 0, panel supply 5, pumps in automatic 10 and 14.
  expect(contacts()).toEqual(Uint8Array.of(2, 2, 0b0010_0001, 0b0100_0100));
  expect(readRegisters(simulation, 'sump', [4, 0, 2])).toEqual([
    Math.round(sump.levelM * 1_000),
    Math.round((sump.levelM / 3) * 1_000),
  ]);
  simulation.startFault({ pipe: 'bursts', area: 'plant' });
  simulation.startFault({ mains: 'fails' });
  advanceBy(simulation, 20 * 60);
  // All floats wet, no supply, no pump runs.
  expect(contacts()).toEqual(Uint8Array.of(2, 2, 0b0001_1111, 0b0100_0100));
  expect(readRegisters(simulation, 'sump', [4, 0, 1])).toEqual([2_300]);
  simulation.act({ mains: 'returns' });
  advanceBy(simulation, 2);
  expect(contacts()).toEqual(Uint8Array.of(2, 2, 0b0011_1111, 0b0101_0101));
});

test('a fault of one device leaves the others alone', () => {
  const simulation = simulateSmallSite();
  const fault: Fault = { device: 'box-1', answers: 'never' };
  simulation.startFault(fault);
  expect(() => box(simulation)).toThrow('timeout');
  expect(readRegisters(simulation, 'box-2', [...BOX])).toHaveLength(19);
});
