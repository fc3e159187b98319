/** A reading as people read it: the word of an enum, a number with its unit and no false digits. */
import type { KindInfo, Language, SignalReading } from '../../api/contract.ts';
import type { Texts } from './zh.ts';

type SignalInfo = KindInfo['signals'][string];

export interface ValueWords {
  texts: Texts;
  language: Language;
}

/** Undefined where there is no value to show: bad quality has none. */
export function describeReading(
  reading: SignalReading,
  info: SignalInfo | undefined,
  { texts, language }: ValueWords,
): string | undefined {
  const { value, meaning, quality } = reading;
  if (value === null || quality === 'bad') return undefined;
  if (typeof value === 'boolean') return value ? texts.asset.yes : texts.asset.no;
  if (value === '') return texts.asset.none;
  if (meaning !== undefined) return `${value} ${meaning[language]}`;
  if (typeof value === 'string') return info?.values?.[value]?.[language] ?? value;
  return describeNumber(value, reading.unit ?? info?.unit);
}

/** Watts and volt-amperes of a building are read in thousands. */
const IN_THOUSANDS = new Set(['W', 'var', 'VA']);

export function describeNumber(value: number, unit: string | undefined): string {
  if (unit !== undefined && IN_THOUSANDS.has(unit) && Math.abs(value) >= 1_000) {
    return `${roundFor(value / 1_000)} k${unit}`;
  }
  return unit === undefined ? roundFor(value) : `${roundFor(value)} ${unit}`;
}

/** Three figures that mean something; a frequency keeps its two decimals. */
function roundFor(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 60 ? 1 : 2);
}

/** `-2` is painted `B2` on the landing. */
export function floorName(floor: number): string {
  return floor < 0 ? `B${-floor}` : String(floor);
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
