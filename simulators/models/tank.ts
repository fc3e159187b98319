/**
 * A drinking-water tank with a float valve: the flats draw from it, the inlet opens when it has
 * sunk and shuts at its stop level. An inlet that stays open fills it up to the overflow pipe.
 */

/** Free surface, m². */
const TANK_M2 = 6;
/** The inlet, m³/s. */
const INLET_M3S = 0.003;
/** Sinks this far below the stop level before the inlet opens, m. */
const REFILL_AFTER_M = 0.4;
/** Levels where the site states none, m above the tank's floor. */
const DEFAULT_LEVELS = { stopM: 1.8, overflowM: 2.2 };
/** Nobody should be able to draw it below this, m. */
const LOW_M = 0.4;

export interface TankFaults {
  inlet?: 'stuck-open' | 'stuck-shut';
}

export interface Tank {
  readonly id: string;
  readonly stopM: number;
  readonly overflowM: number;
  faults: TankFaults;
  levelM: number;
  isInletOpen: boolean;
  isOverflowing: boolean;
  revision: number;
}

export function createTank(
  id: string,
  stated: Partial<{ stopM: number; overflowM: number }>,
): Tank {
  const { stopM, overflowM } = { ...DEFAULT_LEVELS, ...stated };
  const levelM = stopM - REFILL_AFTER_M / 2;
  return {
    id,
    stopM,
    overflowM,
    faults: {},
    levelM,
    isInletOpen: false,
    isOverflowing: false,
    revision: 0,
  };
}

export function isLow({ levelM }: Tank): boolean {
  return levelM < LOW_M;
}

/** Half-way between where the inlet should have shut and the overflow. */
export function isHighHigh({ levelM, stopM, overflowM }: Tank): boolean {
  return levelM >= (stopM + overflowM) / 2;
}

/** One step; returns what runs out of the overflow pipe, m³. */
export function advanceTank(tank: Tank, drawnM3: number, elapsedMs: number): number {
  const before = visible(tank);
  setInlet(tank);
  const filledM3 = tank.isInletOpen ? (INLET_M3S * elapsedMs) / 1_000 : 0;
  const levelM = Math.max(0, tank.levelM + (filledM3 - drawnM3) / TANK_M2);
  tank.levelM = Math.min(levelM, tank.overflowM);
  const spilledM3 = (levelM - tank.levelM) * TANK_M2;
  tank.isOverflowing = spilledM3 > 0;
  if (visible(tank) !== before) tank.revision += 1;
  return spilledM3;
}

function setInlet(tank: Tank): void {
  const { faults, levelM, stopM } = tank;
  if (faults.inlet !== undefined) tank.isInletOpen = faults.inlet === 'stuck-open';
  else if (levelM >= stopM) tank.isInletOpen = false;
  else if (levelM <= stopM - REFILL_AFTER_M) tank.isInletOpen = true;
}

function visible({ levelM, isInletOpen, isOverflowing }: Tank): string {
  return `${Math.round(levelM * 1_000)}/${isInletOpen}/${isOverflowing}`;
}
