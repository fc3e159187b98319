/** The geometry of a lift shaft: painted floors, their heights, and the door zone around each. */

/** Height from landing to landing in housing, m. */
export const STOREY_M = 3;
/** Half the unlocking zone: GB/T 7588.1 and EN 81-20 allow at most 0.2 m above and below. */
export const DOOR_ZONE_M = 0.2;

export interface Shaft {
  /** Painted floors with a landing, ascending; there is no floor 0. */
  readonly floors: readonly number[];
}

export function createShaft(floors: readonly number[]): Shaft {
  return { floors: [...floors].sort((a, b) => a - b) };
}

/** Metres above landing 1. B1 (-1) lies right below it. */
export function heightOf(floor: number): number {
  return (floor > 0 ? floor - 1 : floor) * STOREY_M;
}

export function nearestFloor(shaft: Shaft, positionM: number): number {
  let nearest = shaft.floors[0]!;
  for (const floor of shaft.floors) {
    const isNearer =
      Math.abs(heightOf(floor) - positionM) < Math.abs(heightOf(nearest) - positionM);
    if (isNearer) nearest = floor;
  }
  return nearest;
}

/** How far the car is from the nearest landing's level, m. */
export function offLevelM(shaft: Shaft, positionM: number): number {
  return Math.abs(positionM - heightOf(nearestFloor(shaft, positionM)));
}

/** Run past the last landing, out of its door zone; the top or the bottom one. */
export function overTravel({ floors }: Shaft, positionM: number): 'top' | 'bottom' | undefined {
  if (positionM > heightOf(floors.at(-1)!) + DOOR_ZONE_M) return 'top';
  if (positionM < heightOf(floors[0]!) - DOOR_ZONE_M) return 'bottom';
  return undefined;
}

export function isInDoorZone(shaft: Shaft, positionM: number): boolean {
  return offLevelM(shaft, positionM) <= DOOR_ZONE_M;
}
