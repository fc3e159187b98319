/** A measured figure: one value for each run, its median and spread, and what it aims at. */

export interface Figure {
  name: string;
  unit: string;
  /** One value a run, in the order in which they were measured. */
  runs: readonly number[];
  aim?: Aim;
}

export interface Aim {
  atMost?: number;
  atLeast?: number;
}

export interface Summary extends Figure {
  median: number;
  least: number;
  most: number;
  /** Absent where nothing is aimed at. */
  met?: boolean;
}

export function summarize(figure: Figure): Summary {
  const median = medianOf(figure.runs);
  const summary = {
    ...figure,
    median,
    least: Math.min(...figure.runs),
    most: Math.max(...figure.runs),
  };
  return figure.aim === undefined ? summary : { ...summary, met: isMet(median, figure.aim) };
}

/** Of two middle runs the mean, so that two runs never pass for the better one. */
function medianOf(runs: readonly number[]): number {
  const sorted = runs.toSorted((a, b) => a - b);
  const middle = sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

/** The smallest value that so many percent of all are not above. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

function isMet(value: number, { atMost, atLeast }: Aim): boolean {
  return value <= (atMost ?? value) && value >= (atLeast ?? value);
}
