/** One signal over the emergency as lines in a small field: a printed page runs no script. */
import type { SignalDefinition } from '../../core/site/kinds.ts';
import type { ReadingStep } from '../ports.ts';
import type { Line, Spot, Trend } from './content.ts';
import type { ReportSpeech } from './report-speech.ts';

export interface TrendFrame {
  from: number;
  to: number;
  /** Where the dashed line stands, and what happened there. */
  markedAt: number;
  mark: 'incidentOpened' | 'workBegan';
}

export interface TrendReadings extends TrendFrame {
  name: string;
  unit: string | undefined;
  type: SignalDefinition['type'] | undefined;
  /** How long each step is, ms. */
  step: number;
  steps: readonly ReadingStep[];
}

const WIDTH = 640;
const HEIGHT = 90;
/** Between the outermost values and the edges of the field. */
const MARGIN = 6;

/** Undefined where nothing was measured. */
export function drawTrend(readings: TrendReadings, speech: ReportSpeech): Trend | undefined {
  const { from, to, markedAt, step, steps } = readings;
  const runs = measuredRuns(steps);
  const known = runs.flat();
  if (known.length === 0) return undefined;
  const range = rangeOf(known, readings.type);
  const x = (at: number) => round(((at - from) / (to - from)) * WIDTH);
  const y = scale(range);
  return {
    is: 'trend',
    caption: captionOf(readings, { ...range, last: known.at(-1)!.mean }, speech),
    width: WIDTH,
    height: HEIGHT,
    lines: runs.map((run) => {
      const { at, mean } = run.at(-1)!;
      return [...run, { at: at + step, mean }].map((spot): Spot => [x(spot.at), y(spot.mean)]);
    }),
    markedX: x(markedAt),
  };
}

type Measured = ReadingStep & { mean: number };

/** A step without a value ends a run. */
function measuredRuns(steps: readonly ReadingStep[]): Measured[][] {
  const runs: Measured[][] = [];
  let run: Measured[] = [];
  for (const step of steps) {
    if (step.mean === null) {
      run = [];
      continue;
    }
    if (run.length === 0) runs.push(run);
    run.push(step as Measured);
  }
  return runs;
}

interface Range {
  lowest: number;
  highest: number;
}

function rangeOf(known: readonly Measured[], type: TrendReadings['type']): Range {
  if (type === 'bool') return { lowest: 0, highest: 1 };
  return {
    lowest: Math.min(...known.map(({ min, mean }) => min ?? mean)),
    highest: Math.max(...known.map(({ max, mean }) => max ?? mean)),
  };
}

/** A signal that never moved runs through the middle. */
function scale({ lowest, highest }: Range): (value: number) => number {
  if (highest === lowest) return () => HEIGHT / 2;
  const perUnit = (HEIGHT - 2 * MARGIN) / (highest - lowest);
  return (value) => round(HEIGHT - MARGIN - (value - lowest) * perUnit);
}

function captionOf(
  { name, unit, type, from, to, markedAt, mark }: TrendReadings,
  { lowest, highest, last }: Range & { last: number },
  { word, time }: ReportSpeech,
): Line[] {
  const amount = (value: number) => [figure(value), unit].filter(Boolean).join(' ');
  const range =
    type === 'bool'
      ? word('yesOrNo')
      : word('range', {
          lowest: amount(lowest),
          highest: amount(highest),
          last: amount(last),
        });
  const span = { from: time(from), to: time(to), marked: time(markedAt), what: word(mark) };
  return [
    { text: `${name} · ${range}`, tone: 'plain' },
    { text: word('span', span), tone: 'dim' },
  ];
}

function figure(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
