/** Draws a trend: the mean as a line, least and greatest as a band; bad data is a gap. */
import { LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { ReadingRow } from '../../../api/contract.ts';
import { describeNumber } from '../../texts/values.ts';

use([LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

interface TrendData {
  rows: readonly ReadingRow[];
  unit: string | undefined;
  timeOf(at: number): string;
}

/** Returns what removes it again. */
export function drawTrend(place: HTMLElement, { rows, unit, timeOf }: TrendData): () => void {
  const chart = init(place);
  const ink = colour(place, '--ink-2');
  const line = colour(place, '--line');
  const axis = { axisLabel: { color: ink }, axisLine: { lineStyle: { color: line } } };
  const number = (value: unknown) =>
    typeof value === 'number' ? describeNumber(value, unit) : '—';
  const band = { type: 'line', stack: 'band', symbol: 'none', lineStyle: { opacity: 0 } } as const;
  chart.setOption({
    animation: false,
    grid: { left: 64, right: 16, top: 16, bottom: 28 },
    tooltip: { trigger: 'axis', valueFormatter: number },
    xAxis: {
      type: 'category',
      data: rows.map(({ at }) => timeOf(at)),
      ...axis,
    },
    yAxis: {
      type: 'value',
      scale: true,
      ...axis,
      axisLabel: { color: ink, formatter: number },
      splitLine: { lineStyle: { color: line } },
    },
    series: [
      { ...band, data: rows.map(({ min }) => min), tooltip: { show: false }, silent: true },
      {
        ...band,
        data: rows.map(({ min, max }) => (min === null || max === null ? null : max - min)),
        areaStyle: { color: ink, opacity: 0.22 },
        tooltip: { show: false },
        silent: true,
      },
      {
        type: 'line',
        data: rows.map(({ mean }) => mean),
        symbol: 'none',
        connectNulls: false,
        lineStyle: { color: colour(place, '--ink'), width: 1.6 },
        itemStyle: { color: colour(place, '--ink') },
      },
    ],
  });
  const observer = new ResizeObserver(() => chart.resize());
  observer.observe(place);
  return () => {
    observer.disconnect();
    chart.dispose();
  };
}

function colour(place: HTMLElement, name: string): string {
  return getComputedStyle(place).getPropertyValue(name).trim();
}
