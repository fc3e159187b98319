/** Points as InfluxDB line protocol, for `/api/v2/write`. Numbers are floats: never an `i`. */
import type { Field, Point } from './point.ts';

export function toLines(points: readonly Point[]): string {
  return points.map(toLine).join('\n');
}

function toLine({ measurement, tags, fields, time }: Point): string {
  let line = measurement.replace(/[, ]/g, '\\$&');
  for (const [tag, value] of Object.entries(tags)) {
    line += `,${escapeKey(tag)}=${escapeKey(value)}`;
  }
  let separator = ' ';
  for (const [field, value] of Object.entries(fields)) {
    line += `${separator}${escapeKey(field)}=${formatField(value)}`;
    separator = ',';
  }
  return `${line} ${time}`;
}

function escapeKey(key: string): string {
  return key.replace(/[,= ]/g, '\\$&');
}

function formatField(value: Field): string {
  return typeof value === 'string' ? `"${value.replace(/["\\]/g, '\\$&')}"` : String(value);
}
