/**
 * A payload's own time, where it has one. Text without a zone is refused: it would be read in the
 * zone of whatever machine runs this.
 */

/** Up to three digits of a second's fraction are kept: a server may send nine. */
const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,3})\d*)?(Z|[+-]\d\d:?\d\d)$/;

/** Below: seconds since 1970, up to the year 5138; above: milliseconds, from March 1973 on. */
const FIRST_MS = 1e11;

/** Milliseconds since 1970; undefined where this is no time. */
export function parsePayloadTime(raw: unknown): number | undefined {
  if (typeof raw === 'number') return fromEpoch(raw);
  if (typeof raw !== 'string') return undefined;
  const text = raw.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return fromEpoch(Number(text));
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [, day, time, fraction = '0', zone] = match;
  const ms = Date.parse(`${day}T${time}.${fraction.padEnd(3, '0')}${withColon(zone!)}`);
  return Number.isNaN(ms) ? undefined : ms;
}

function fromEpoch(epoch: number): number | undefined {
  if (!Number.isFinite(epoch) || epoch <= 0) return undefined;
  return Math.round(epoch < FIRST_MS ? epoch * 1000 : epoch);
}

function withColon(zone: string): string {
  return zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
}
