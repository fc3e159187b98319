/** What a three-phase meter measures: voltages with small noise, currents that follow the load. */
import type { Random } from './random.ts';

/** Nominal 220/380 V supplies in China run a little high near the transformer, V. */
const USUAL_V = 226;
/** How far one phase wanders, V. Stays inside 198..235.4 V (GB/T 12325). */
const WANDER_V = 3;
/** Induced into a dead line by its neighbours, V (`practice.md` P-19). */
const INDUCED_V = 6;
const USUAL_HZ = 50;

export interface Meter {
  readonly id: string;
  /** L-N, V. */
  voltages: [number, number, number];
  /** A. */
  currents: [number, number, number];
  /** W. */
  powers: [number, number, number];
  powerFactor: number;
  /** 0 on a dead line: there is nothing to count. */
  frequencyHz: number;
  energyKwh: number;
  revision: number;
}

export interface Flow {
  isLive: boolean;
  loadW: number;
  /** Since the last measurement, ms. */
  elapsedMs: number;
}

export function createMeter(id: string, random: Random): Meter {
  return {
    id,
    voltages: [USUAL_V, USUAL_V, USUAL_V],
    currents: [0, 0, 0],
    powers: [0, 0, 0],
    powerFactor: 1,
    frequencyHz: USUAL_HZ,
    energyKwh: random.whole(50_000, 400_000),
    revision: 0,
  };
}

/** A new measurement; energy grows by what flowed until now. */
export function measure(meter: Meter, { isLive, loadW, elapsedMs }: Flow, random: Random): void {
  const [p1, p2, p3] = meter.powers;
  meter.energyKwh += ((p1 + p2 + p3) / 1_000) * (elapsedMs / 3_600_000);
  const shares = [0.34, 0.33, 0.33].map((share) => share * random.between(0.99, 1.01));
  meter.powerFactor = isLive && loadW > 0 ? random.between(0.925, 0.935) : 1;
  meter.frequencyHz = isLive ? round(USUAL_HZ + random.between(-0.03, 0.03), 2) : 0;
  for (const phase of [0, 1, 2] as const) {
    const wandersV = random.between(-WANDER_V, WANDER_V);
    const voltage = isLive ? USUAL_V + wandersV : random.between(0, INDUCED_V);
    const watts = isLive ? loadW * shares[phase]! : 0;
    meter.voltages[phase] = round(voltage, 1);
    meter.powers[phase] = round(watts, 1);
    meter.currents[phase] = round(watts / (voltage * meter.powerFactor), 2);
  }
  meter.revision += 1;
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
