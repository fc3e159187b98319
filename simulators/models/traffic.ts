/**
 * A day of people for one lift: down and out in the morning, home in the evening, little at night.
 * About 200 passenger rides a lift and day (`scale.md` 7.1: 202); never a ride that stays inside.
 */
import type { Ride } from './lift.ts';
import type { Random } from './random.ts';
import type { Shaft } from './shaft.ts';

const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** Passenger rides by hour of day, 0 h first; they sum to 202. */
const RIDES_BY_HOUR = [
  1, 1, 0.5, 0.5, 1, 3, 9, 18, 17, 9, 8, 9, 12, 10, 7, 7, 9, 15, 20, 16, 12, 9, 6, 2,
] as const;
/** How many ride together, and how often: mean 1.5. */
const PARTIES = [1, 1, 1, 1, 1, 1, 2, 2, 2, 3] as const;
const MEAN_PARTY = 1.5;
const BUSIEST = Math.max(...RIDES_BY_HOUR);

export interface Traffic {
  nextAtMs: number;
  /** The ride that is due; draws the next one. */
  take(): Ride;
}

/** `startMs`: local ms of day at simulated time zero. */
export function createTraffic(shaft: Shaft, startMs: number, random: Random): Traffic {
  const hourAt = (atMs: number) => Math.floor(((startMs + atMs) % DAY_MS) / HOUR_MS);
  /** Thinning: draw at the busiest hour's rate, keep as many as the hour deserves. */
  const drawAfter = (fromMs: number): number => {
    let atMs = fromMs;
    do atMs += random.exponential((HOUR_MS * MEAN_PARTY) / BUSIEST);
    while (random.next() * BUSIEST > RIDES_BY_HOUR[hourAt(atMs)]!);
    return atMs;
  };
  const traffic: Traffic = {
    nextAtMs: drawAfter(0),
    take() {
      const [from, to] = chooseTrip(shaft, hourAt(traffic.nextAtMs), random);
      const ride = { from, to, passengers: random.pick(PARTIES), calledAtMs: traffic.nextAtMs };
      traffic.nextAtMs = drawAfter(traffic.nextAtMs);
      return ride;
    },
  };
  return traffic;
}

/** Nine trips in ten touch landing 1 or below; in the morning out, in the evening home. */
function chooseTrip(shaft: Shaft, hour: number, random: Random): [number, number] {
  const homes = shaft.floors.filter((floor) => floor > 1);
  const exits = shaft.floors.filter((floor) => floor <= 1);
  if (homes.length === 0 || exits.length === 0 || random.next() < 0.1)
    return anyTrip(shaft, random);
  const share = hour >= 6 && hour < 10 ? 0.85 : hour >= 16 && hour < 23 ? 0.25 : 0.5;
  const home = random.pick(homes);
  const exit = random.pick(exits);
  return random.next() < share ? [home, exit] : [exit, home];
}

function anyTrip({ floors }: Shaft, random: Random): [number, number] {
  const from = random.whole(0, floors.length - 1);
  const steps = random.whole(1, floors.length - 1);
  return [floors[from]!, floors[(from + steps) % floors.length]!];
}
