/**
 * Does a point mean what its signal is? Compares the point's keys with the kind's signal of that
 * name: type, words, unit. What passes here, rules and stores may rely on.
 */
import type { Value } from '../core/signals/reading.ts';
import type { Kind, SignalDefinition } from '../core/site/kinds.ts';
import type { Conversion, ConversionKeys, SignalType } from './conversion.ts';
import { conversionKeys, takesList } from './conversion.ts';
import { type Complain, found } from './problem.ts';

/** What a raw value is before its meaning: a register's number, a switch, text, a word. */
type RawForm = 'bool' | 'number' | 'string' | 'enum';

export interface SignalContext {
  kindName: string;
  kind: Kind;
  /** A payload brings words, a register only numbers. */
  bringsWords: boolean;
  /** Ids of the lists in `devices/codes`; undefined: not checked. */
  codeLists: ReadonlySet<string> | undefined;
}

type RawPoint = ConversionKeys & { type: string };

/** Undefined where the name is no signal; the reason has been complained about. */
export function resolveMeaning(
  name: string,
  raw: RawPoint,
  context: SignalContext,
  complain: Complain,
): Conversion | undefined {
  const definition = definitionOf(name, context, complain);
  if (definition === undefined) return undefined;
  const form = formOf(raw.type);
  const signalType = definition === 'free' ? freeType(raw, form) : definition.type;
  const words = form === 'enum' && !raw.enum ? sameWords(definition) : raw.enum;
  const keys: ConversionKeys = { ...pickConversion(raw), ...(words && { enum: words }) };
  checkForm(keys, form, signalType, complain);
  if (!context.bringsWords) checkRawNumbers(keys, complain);
  checkEnum(keys, signalType, definition, complain);
  checkNumberKeys(keys, signalType, complain);
  checkCodes(keys, signalType, context, complain);
  if (definition !== 'free') checkUnit(keys, definition, complain);
  return { ...keys, signalType };
}

function pickConversion(raw: RawPoint): ConversionKeys {
  const entries = Object.entries(raw).filter(([key]) => Object.hasOwn(conversionKeys, key));
  return Object.fromEntries(entries) as ConversionKeys;
}

/** `free`: an `x.` point, which is stored and shown but means nothing to rules. */
function definitionOf(
  name: string,
  { kind, kindName }: SignalContext,
  complain: Complain,
): SignalDefinition | 'free' | undefined {
  if (name.startsWith('x.')) return 'free';
  if (Object.hasOwn(kind.signals, name)) return kind.signals[name];
  complain(
    [],
    `${name} is not a signal of ${kindName}; ` +
      `its signals: ${Object.keys(kind.signals).join(', ')}. ` +
      `A point that is only stored and shown is named x.<name>.`,
  );
  return undefined;
}

function formOf(type: string): RawForm {
  if (type === 'bool' || type === 'bit') return 'bool';
  return type === 'string' || type === 'enum' ? type : 'number';
}

function freeType(raw: RawPoint, form: RawForm): SignalType {
  if (raw.codes !== undefined) return 'string';
  if (raw['any-of'] !== undefined) return 'bool';
  if (!raw.enum) return form;
  const kinds = new Set(Object.values(raw.enum).map((value) => typeof value));
  if (kinds.size !== 1) return 'enum';
  if (kinds.has('boolean')) return 'bool';
  return kinds.has('number') ? 'number' : 'enum';
}

/** A payload of type enum without a table already speaks the kind's own words. */
function sameWords(definition: SignalDefinition | 'free'): Record<string, string> | undefined {
  if (definition === 'free' || !definition.values) return undefined;
  return Object.fromEntries(Object.keys(definition.values).map((word) => [word, word]));
}

function checkForm(
  keys: ConversionKeys,
  form: RawForm,
  signalType: SignalType,
  complain: Complain,
): void {
  if (keys.enum) return; // its values are checked instead
  if (keys['any-of']) {
    if (signalType === 'bool') return;
    complain(['any-of'], `\`any-of\` makes a bool, but the signal is a ${signalType}`);
    return;
  }
  const needsEnum = signalType === 'enum' || form === 'enum';
  if (needsEnum) {
    complain(['type'], 'needs `enum`, for example { 0: closed, 1: open }');
  } else if (keys.codes === undefined && form !== signalType) {
    complain(['type'], `brings a ${form}, but the signal is a ${signalType}`);
  }
}

function checkRawNumbers(keys: ConversionKeys, complain: Complain): void {
  for (const raw of Object.keys(keys.enum ?? {})) {
    if (/^-?\d+$/.test(raw)) continue;
    complain(['enum', raw], `${found(raw)} is no raw value of a register; expected a number`);
  }
}

function checkEnum(
  keys: ConversionKeys,
  signalType: SignalType,
  definition: SignalDefinition | 'free',
  complain: Complain,
): void {
  const words = definition === 'free' ? undefined : definition.values;
  for (const [raw, value] of Object.entries(keys.enum ?? {})) {
    const fault = wrongWord(value, signalType, words && Object.keys(words));
    if (fault) complain(['enum', raw], fault);
  }
}

function wrongWord(
  value: Value,
  signalType: SignalType,
  words: readonly string[] | undefined,
): string | undefined {
  const expected = { bool: 'boolean', number: 'number', enum: 'string', string: 'string' } as const;
  if (typeof value !== expected[signalType]) {
    return `${found(value)} is no value of this signal, which is a ${signalType}`;
  }
  if (words && !words.includes(value as string)) {
    return `${found(value)} is no value of this signal; expected ${words.join(', ')}`;
  }
  return undefined;
}

const NUMBER_KEYS = ['scale', 'offset', 'range'] as const;

function checkNumberKeys(keys: ConversionKeys, signalType: SignalType, complain: Complain): void {
  for (const key of NUMBER_KEYS) {
    if (keys[key] === undefined || (key === 'scale' && takesList(keys))) continue;
    if (signalType !== 'number') {
      complain([key], `\`${key}\` belongs to a number; this is a ${signalType}`);
    } else if (keys.enum) {
      complain([key], `\`${key}\` and \`enum\` contradict each other`);
    }
  }
  if (keys.invert === undefined) return;
  if (signalType !== 'bool') complain(['invert'], '`invert` belongs to a bool');
  else if (keys.enum) complain(['invert'], '`invert` and `enum` contradict each other');
}

function checkCodes(
  keys: ConversionKeys,
  signalType: SignalType,
  { codeLists }: SignalContext,
  complain: Complain,
): void {
  if (keys['any-of'] !== undefined && (keys.enum ?? keys.codes) !== undefined) {
    complain(['any-of'], '`any-of` stands alone: neither `enum` nor `codes` goes with it');
  }
  if (keys.codes === undefined) return;
  if (signalType !== 'string') {
    complain(['codes'], `a code is kept as text, but the signal is a ${signalType}`);
  }
  if (keys.enum) complain(['codes'], '`codes` and `enum` contradict each other');
  if (codeLists && !codeLists.has(keys.codes)) {
    const known = [...codeLists].join(', ') || 'none';
    complain(['codes'], `there is no devices/codes/${keys.codes}.yaml; lists: ${known}`);
  }
}

function checkUnit(keys: ConversionKeys, definition: SignalDefinition, complain: Complain): void {
  if (keys.unit === definition.unit) return;
  if (definition.unit === undefined) {
    complain(['unit'], `the signal has no unit, not ${found(keys.unit)}`);
  } else if (keys.unit === undefined) {
    complain([], `needs \`unit: ${definition.unit}\`: the unit after \`scale\`, stated to be sure`);
  } else {
    complain(
      ['unit'],
      `the signal is kept in ${definition.unit}, not ${keys.unit}; ` +
        `bring it there with \`scale\` and say \`unit: ${definition.unit}\``,
    );
  }
}
