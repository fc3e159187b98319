/**
 * Turns the `modbus` half of a profile into points that can be planned, and finds what the schema
 * cannot: keys that contradict each other, values that reach past the table, doubled registers.
 */
import type { Conversion } from './conversion.ts';
import type { Complain } from './problem.ts';
import { addressOfNumber, LAST_ADDRESS } from './register-number.ts';
import {
  MOST_BITS,
  MOST_REGISTERS,
  type ModbusReading,
  type RawModbusSection,
  type RawPlace,
  type RawRegisterPoint,
  type RegisterPlace,
  type RegisterPoint,
  readsBits,
} from './register-point.ts';
import { type RegisterType, widthBytes } from './value-type.ts';

export function resolveReading(section: RawModbusSection, complain: Complain): ModbusReading {
  const stated = section['max-registers'];
  if (stated !== undefined && stated > MOST_REGISTERS && !readsBits(section.function)) {
    complain(
      ['modbus', 'max-registers'],
      `${stated} is more than one answer carries: at most ${MOST_REGISTERS} registers`,
    );
  }
  return {
    gap: section.gap,
    maxRegisters: Math.min(stated ?? MOST_REGISTERS, MOST_REGISTERS),
    maxBits: stated ?? MOST_BITS,
    ...(section.channels === undefined ? {} : { channels: section.channels }),
    ...resolveProbe(section, (path, message) => complain(['modbus', 'probe', ...path], message)),
  };
}

function resolveProbe(
  section: RawModbusSection,
  complain: Complain,
): Pick<ModbusReading, 'probe'> | undefined {
  if (!section.probe) return undefined;
  const place = resolvePlace(section.probe, section, complain);
  if (!place) return undefined;
  const { type } = place.layout;
  if (readsBits(place.function) || ['bool', 'bit', 'string'].includes(type)) {
    complain(['type'], `a probe compares numbers; ${type} from ${place.function} is none`);
  }
  return { probe: { ...place, scale: section.probe.scale ?? 1, between: section.probe.between } };
}

/** Undefined where the point's place cannot be told; the reason has been complained about. */
export function resolveRegisterPoint(
  raw: RawRegisterPoint,
  conversion: Conversion,
  section: RawModbusSection,
  complain: Complain,
): RegisterPoint | undefined {
  const place = resolvePlace(raw, section, complain);
  if (!place) return undefined;
  if (raw.deadband !== undefined && conversion.signalType !== 'number') {
    complain(['deadband'], `only a number has a deadband; this is a ${conversion.signalType}`);
  }
  return {
    ...place,
    conversion: patternsAsSigned(conversion, place, complain),
    aligned: raw.aligned ?? section.aligned,
    ...(raw.every === undefined ? {} : { everyMs: raw.every }),
    ...(raw.deadband === undefined ? {} : { deadband: raw.deadband }),
  };
}

function resolvePlace(
  raw: RawPlace,
  section: RawModbusSection,
  complain: Complain,
): RegisterPlace | undefined {
  const fn = raw.function ?? section.function;
  checkLayoutKeys(raw, complain);
  if (readsBits(fn) && raw.type !== 'bool') {
    complain(['type'], `${fn} reads single bits: only type bool fits, not ${raw.type}`);
  }
  const at = addressOf(raw, fn, complain);
  if (at === undefined) return undefined;
  const layout = {
    type: raw.type,
    order: raw.order ?? section.order,
    unitBytes: 2 as const,
    bit: raw.bit,
    bits: raw.bits,
    signed: raw.signed,
    length: raw.length,
  };
  const registers = readsBits(fn) ? 1 : widthBytes(layout) / 2;
  const { channels } = section;
  const last = at + registers - 1 + (channels ? (channels.count - 1) * channels.apart : 0);
  if (last > LAST_ADDRESS) {
    const where = channels ? `at ${at} of channel 1` : `at ${at}`;
    complain(['at'], `a ${raw.type} ${where} reaches past the last register, ${LAST_ADDRESS}`);
    return undefined;
  }
  const most = section['max-registers'] ?? MOST_REGISTERS;
  if (registers > most) {
    complain(['type'], `takes ${registers} registers, more than one read may carry (${most})`);
  }
  return { function: fn, at, registers, layout };
}

function addressOf(
  raw: RawPlace,
  fn: RegisterPlace['function'],
  complain: Complain,
): number | undefined {
  if ((raw.at === undefined) === (raw.number === undefined)) {
    complain(
      raw.at === undefined ? [] : ['number'],
      "give either `at` (the address on the wire) or `number` (the manual's, counted from one)",
    );
    return undefined;
  }
  if (raw.at !== undefined) return raw.at;
  const address = addressOfNumber(raw.number!, fn);
  if (address === undefined) {
    complain(
      ['number'],
      `${raw.number} is not the number of a register that \`function: ${fn}\` reads. ` +
        'Name the function, or give the address on the wire with `at`.',
    );
  }
  return address;
}

/** Which types a key belongs to, and which key a type cannot do without. */
const TYPES_OF_KEY = {
  bit: ['bit'],
  bits: ['bits'],
  signed: ['bits'],
  length: ['string', 'bcd'],
} as const satisfies Record<string, readonly RegisterType[]>;
const KEY_OF_TYPE: Partial<Record<RegisterType, keyof typeof TYPES_OF_KEY>> = {
  bit: 'bit',
  bits: 'bits',
  string: 'length',
};

function checkLayoutKeys(raw: RawPlace, complain: Complain): void {
  const needed = KEY_OF_TYPE[raw.type];
  if (needed && raw[needed] === undefined) {
    complain(['type'], `type ${raw.type} needs \`${needed}\``);
  }
  for (const key of Object.keys(TYPES_OF_KEY) as (keyof typeof TYPES_OF_KEY)[]) {
    const types: readonly RegisterType[] = TYPES_OF_KEY[key];
    if (raw[key] === undefined || types.includes(raw.type)) continue;
    complain([key], `\`${key}\` belongs to type ${types.join(' or ')}, not to ${raw.type}`);
  }
}

/** Manuals print the sentinel of a signed register as its bit pattern: 0x8000 means -32768. */
function patternsAsSigned(
  conversion: Conversion,
  place: RegisterPlace,
  complain: Complain,
): Conversion {
  const { type } = place.layout;
  const isSigned = type === 'int16' || type === 'int32' || type === 'int64';
  const isUnsigned = type === 'uint16' || type === 'uint32' || type === 'uint64';
  if (!conversion.invalid || (!isSigned && !isUnsigned)) return conversion;
  const span = 2 ** (place.registers * 16);
  const lowest = isSigned ? -span / 2 : 0;
  for (const [i, raw] of conversion.invalid.entries()) {
    if (raw < lowest || raw > span) complain(['invalid', i], `a ${type} can never be ${raw}`);
  }
  if (isUnsigned) return conversion;
  return {
    ...conversion,
    invalid: conversion.invalid.map((raw) => (raw >= span / 2 ? raw - span : raw)),
  };
}

/**
 * Two points at one place are a slip of the pen, unless they look at it differently on purpose:
 * bits of it beside the raw integer, different bits, or one of the two through an `enum` or
 * `any-of`.
 */
export function checkOverlaps(
  points: Readonly<Record<string, RegisterPoint>>,
  complain: Complain,
): void {
  const sorted = Object.entries(points).sort(([, a], [, b]) => a.at - b.at);
  for (const [i, [name, point]] of sorted.entries()) {
    for (const [otherName, other] of sorted.slice(i + 1)) {
      if (other.at >= point.at + point.registers) break;
      if (other.function !== point.function || mayShare(point, other)) continue;
      complain(['points', otherName], `register ${other.at} is already read by ${name}`);
    }
  }
}

function mayShare(a: RegisterPoint, b: RegisterPoint): boolean {
  const samePlace = a.at === b.at && a.registers === b.registers;
  if (samePlace && [a, b].some(({ conversion }) => conversion.enum || conversion['any-of'])) {
    return true;
  }
  const field = bitsOf(a);
  const otherField = bitsOf(b);
  if (field && otherField) return field[1] < otherField[0] || otherField[1] < field[0];
  if (field) return isRawInteger(b);
  return otherField !== undefined && isRawInteger(a);
}

function bitsOf(point: RegisterPoint): readonly [number, number] | undefined {
  const { type, bit, bits } = point.layout;
  if (type === 'bit' && bit !== undefined) return [bit, bit];
  return type === 'bits' ? bits : undefined;
}

function isRawInteger(point: RegisterPoint): boolean {
  return /^uint/.test(point.layout.type);
}
