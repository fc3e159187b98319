/** Series of readings: `1.8x3 2.1x2 badx3` is three readings of 1.8, two of 2.1, three bad ones. */
import type { Value } from '../../core/signals/reading.ts';
import type { SignalDefinition } from '../../core/site/kinds.ts';

/** One reading; `bad` has no value. */
export type Given = Value | 'bad';

/** After its end the last reading goes on. */
export interface Series {
  at(step: number): Given;
}

export type ParsedSeries = { series: Series } | { problem: string; offset: number };

/** Longest stretch that one part may stand for; a year of readings a minute. */
const REPEAT_LIMIT = 525_600;

type Typed = Pick<SignalDefinition, 'type' | 'values'>;

/** `text` as it stands in the file: YAML would read `0x30` as a number in base 16. */
export function parseSeries(text: string, signal: Typed): ParsedSeries {
  const stretches: { value: Given; until: number }[] = [];
  let until = 0;
  for (const match of text.matchAll(/\S+/g)) {
    const part = parsePart(match[0], signal);
    if (typeof part === 'string') return { problem: part, offset: match.index };
    until += part.count;
    stretches.push({ value: part.value, until });
  }
  const last = stretches.at(-1);
  if (last === undefined) return { problem: 'expected at least one value', offset: 0 };
  return {
    series: { at: (step) => (stretches.find((each) => step < each.until) ?? last).value },
  };
}

/** A part, or what is wrong with it. */
function parsePart(part: string, signal: Typed): { value: Given; count: number } | string {
  const whole = parseValue(part, signal);
  if (whole !== undefined) return { value: whole, count: 1 };
  const [, text, times] = /^(.+)x(\d+)$/.exec(part) ?? [];
  const value = text === undefined ? undefined : parseValue(text, signal);
  if (value === undefined) return `"${text ?? part}" is no value: expected ${wanted(signal)}`;
  const count = Number(times);
  if (count >= 1 && count <= REPEAT_LIMIT) return { value, count };
  return `"${part}": expected 1 to ${REPEAT_LIMIT} times`;
}

function parseValue(text: string, { type, values }: Typed): Given | undefined {
  if (text === 'bad') return 'bad';
  switch (type) {
    case 'bool':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'number':
      return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : undefined;
    case 'enum':
      return values !== undefined && Object.hasOwn(values, text) ? text : undefined;
    case 'string':
      return /x\d+$/.test(text) ? undefined : text;
    default:
      return type satisfies never;
  }
}

function wanted({ type, values }: Typed): string {
  const own = {
    bool: 'true, false',
    number: 'a number',
    enum: Object.keys(values ?? {}).join(', '),
    string: 'text without blanks',
  }[type];
  return `${own} or bad, each with xN behind it for N readings`;
}
