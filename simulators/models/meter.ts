/** What a three-phase meter measures: voltages with small noise, currents that follow the load. */
import type { Random } from './random.ts';

/** Nominal 220/380 V supplies in China run a little high near the transformer, V. */
const USUAL_V = 226;
/** How far one phase wanders, V. Stays inside 198..235.4 V (GB/T 12325). */
const WANDER_V = 3;
/** Induced into a dead line by its neighbours, V (`practice.md` P-19). */
const INDUCED_V = 6;
const USUAL_HZ = 50;
/** L2 of a utility that has lost one phase. */
const LOST_PHASE = 1;
/** A lost neutral: the lightly loaded phases rise, the heavy one sinks (`practice.md` P-20), V. */
const SHIFTED_V = [268, 171, 259] as const;

export interface Meter {
  readonly id: string;
  /** L-N, V. */
  voltages: [number, number, number];
  /** L1-L2, L2-L3, L3-L1, V. */
  lineVoltages: [number, number, number];
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

/** What the utility delivers: whole, nothing, without one phase, without its neutral. */
export type Utility = 'whole' | 'dead' | 'phase-lost' | 'neutral-lost';

export interface Flow {
  isLive: boolean;
  utility: Utility;
  loadW: number;
  /** Since the last measurement, ms. */
  elapsedMs: number;
}

export function createMeter(id: string, random: Random): Meter {
  return {
    id,
    voltages: [USUAL_V, USUAL_V, USUAL_V],
    lineVoltages: [0, 0, 0],
    currents: [0, 0, 0],
    powers: [0, 0, 0],
    powerFactor: 1,
    frequencyHz: USUAL_HZ,
    energyKwh: random.whole(50_000, 400_000),
    revision: 0,
  };
}

/** A new measurement; energy grows by what flowed until now. */
export function measure(meter: Meter, flow: Flow, random: Random): void {
  const { isLive, utility, loadW, elapsedMs } = flow;
  const [p1, p2, p3] = meter.powers;
  meter.energyKwh += ((p1 + p2 + p3) / 1_000) * (elapsedMs / 3_600_000);
  const shares = [0.34, 0.33, 0.33].map((share) => share * random.between(0.99, 1.01));
  meter.powerFactor = isLive && loadW > 0 ? random.between(0.925, 0.935) : 1;
  meter.frequencyHz = isLive ? round(USUAL_HZ + random.between(-0.03, 0.03), 2) : 0;
  for (const phase of [0, 1, 2] as const) {
    const wandersV = random.between(-WANDER_V, WANDER_V);
    const isPhaseLive = isLive && !(utility === 'phase-lost' && phase === LOST_PHASE);
    const usualV = utility === 'neutral-lost' ? SHIFTED_V[phase] : USUAL_V;
    const voltage = isPhaseLive ? usualV + wandersV : random.between(0, INDUCED_V);
    const watts = isPhaseLive ? loadW * shares[phase]! : 0;
    meter.voltages[phase] = round(voltage, 1);
    meter.powers[phase] = round(watts, 1);
    meter.currents[phase] = round(watts / (voltage * meter.powerFactor), 2);
  }
  meter.lineVoltages = lineVoltages(meter, isLive && utility === 'neutral-lost');
  meter.revision += 1;
}

/** The transformer's triangle stays as it is when the neutral point wanders off. */
function lineVoltages({ voltages }: Meter, isShifted: boolean): Meter['lineVoltages'] {
  const [u1, u2, u3] = voltages;
  const between = (one: number, other: number) =>
    isShifted ? USUAL_V * Math.sqrt(3) : Math.sqrt(one ** 2 + other ** 2 + one * other);
  return [between(u1, u2), between(u2, u3), between(u3, u1)];
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
