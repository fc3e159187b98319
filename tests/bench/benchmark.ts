/** What every benchmark is handed, and what it gives back. */
import type { Figure } from './figure.ts';

export interface Benchmark {
  name: string;
  /** What it measures, in one line. */
  about: string;
  measure(context: BenchContext): Promise<Figure[]>;
}

export interface BenchContext {
  /** How often each figure is measured. */
  runs: number;
  /** Progress, for the person who waits. */
  log(line: string): void;
}
