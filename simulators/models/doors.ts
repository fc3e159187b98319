/** Car doors: they take their time, and without supply they stay as they are. */

export type DoorState = 'closed' | 'opening' | 'open' | 'closing';

/** How long a leaf travels, ms. */
export const OPENING_MS = 2_000;
const CLOSING_MS = 2_500;

export interface Doors {
  state: DoorState;
  /** Travel left until `open` or `closed`, ms. */
  toGoMs: number;
  /** Full openings since the lift was installed. */
  cycles: number;
}

export function createDoors(cycles: number): Doors {
  return { state: 'closed', toGoMs: 0, cycles };
}

/** Starts to open from any state; a closing leaf turns round where it is. */
export function openDoors(doors: Doors): void {
  if (doors.state === 'open' || doors.state === 'opening') return;
  const openShare = doors.state === 'closing' ? doors.toGoMs / CLOSING_MS : 0;
  doors.state = 'opening';
  doors.toGoMs = OPENING_MS * (1 - openShare);
  doors.cycles += 1;
}

export function closeDoors(doors: Doors): void {
  if (doors.state !== 'open') return;
  doors.state = 'closing';
  doors.toGoMs = CLOSING_MS;
}

export function moveDoors(doors: Doors, dtMs: number): void {
  if (doors.state === 'open' || doors.state === 'closed') return;
  doors.toGoMs = Math.max(0, doors.toGoMs - dtMs);
  if (doors.toGoMs === 0) doors.state = doors.state === 'opening' ? 'open' : 'closed';
}
