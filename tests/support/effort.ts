/** How hard the tests try: quick on every change, long on `npm run nightly`. */

const IS_NIGHTLY = process.env.DUTYWATCH_NIGHTLY === '1';

/** How many repetitions (random cases, frames, clients) this run makes. */
export function effort(everyChange: number, nightly: number): number {
  return IS_NIGHTLY ? nightly : everyChange;
}
