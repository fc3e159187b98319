/** One signal over the emergency as a small picture: a printed page runs no script. */
import type { ReadingStep } from '../ports.ts';
import { html, type Markup } from './markup.ts';

export interface Trend {
  title: string;
  unit: string | undefined;
  from: number;
  to: number;
  openedAt: number;
  steps: readonly ReadingStep[];
}

const WIDTH = 640;
const HEIGHT = 90;

/** Steps without a value leave a gap: what was not measured is not drawn. */
export function trendPicture({ title, unit, from, to, openedAt, steps }: Trend): Markup {
  const known = steps.filter(({ mean }) => mean !== null);
  const values = known.flatMap(({ min, max, mean }) => [min ?? mean!, max ?? mean!]);
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const x = (at: number) => round(((at - from) / (to - from)) * WIDTH);
  const spread = highest - lowest || 1;
  const y = (value: number) => round(HEIGHT - ((value - lowest) / spread) * (HEIGHT - 8) - 4);
  const lines = runsOf(steps).map((run) =>
    run.map(({ at, mean }) => `${x(at)},${y(mean!)}`).join(' '),
  );
  const limits = `${lowest}–${highest}${unit === undefined ? '' : ` ${unit}`}`;
  return html`<figure><figcaption>${title} · ${limits}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">
<line class="opened" x1="${x(openedAt)}" x2="${x(openedAt)}" y1="0" y2="${HEIGHT}"/>
${lines.map((points) => html`<polyline points="${points}"/>`)}
</svg></figure>`;
}

function runsOf(steps: readonly ReadingStep[]): ReadingStep[][] {
  const runs: ReadingStep[][] = [];
  let run: ReadingStep[] = [];
  for (const step of steps) {
    if (step.mean !== null) {
      if (run.length === 0) runs.push(run);
      run.push(step);
    } else run = [];
  }
  return runs;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
