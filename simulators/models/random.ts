/**
 * Seeded chance: the same seed and stream give the same numbers on every machine, for ever. Each
 * part of the building draws from a stream of its own, so adding a lift changes no other lift.
 */

export interface Random {
  /** At least 0, below 1. */
  next(): number;
  between(low: number, high: number): number;
  /** A whole number, both ends included. */
  whole(low: number, high: number): number;
  /** Waiting time until the next of events that come by chance, `mean` apart. */
  exponential(mean: number): number;
  pick<T>(choices: readonly T[]): T;
}

export function createRandom(seed: number, stream: string): Random {
  const next = sfc32(hash(`${seed}/${stream}`));
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    whole,
    between: (low, high) => low + next() * (high - low),
    exponential: (mean) => -Math.log(1 - next()) * mean,
    pick: (choices) => choices[whole(0, choices.length - 1)]!,
  };
}

/** Chris Doty-Humphrey's Small Fast Counter (PractRand), 32 bits; 12 rounds to mix the seed in. */
function sfc32([first, second, third]: readonly [number, number, number]): () => number {
  let [a, b, c, counter] = [first, second, third, 1];
  const draw = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 12; round++) draw();
  return draw;
}

/** Three FNV-1a hashes of the text, each from another start. */
function hash(text: string): [number, number, number] {
  const fnv = (start: number) => {
    let value = start;
    for (let index = 0; index < text.length; index++) {
      value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
    }
    return value | 0;
  };
  return [fnv(0x811c9dc5), fnv(0x1b873593), fnv(0x85ebca6b)];
}
