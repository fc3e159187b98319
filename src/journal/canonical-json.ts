/**
 * Values as text. What JSON would lose in silence (NaN, a Map, a Date) is refused; an optional
 * field spelt `undefined` is left out, as if it were absent.
 */
import { assert } from '../core/error.ts';

/**
 * One text for one value: keys sorted by code unit, no white space, numbers as ECMAScript writes
 * them (RFC 8785).
 */
export function canonicalJson(value: unknown): string {
  return encode(value, (entries) => entries.sort(byKey));
}

/** Keys stay in their order, so that what is read back is also walked through in that order. */
export function plainJson(value: unknown): string {
  return encode(value, (entries) => entries);
}

type Order = (entries: [string, unknown][]) => [string, unknown][];

function encode(value: unknown, order: Order): string {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      assert(Number.isFinite(value), `${value} cannot be stored`);
      return JSON.stringify(value);
    case 'object':
      if (value === null) return 'null';
      if (!Array.isArray(value)) return encodeObject(value, order);
      return `[${value.map((item) => encode(item, order)).join(',')}]`;
    default:
      assert(false, `a ${typeof value} cannot be stored`);
  }
}

function encodeObject(value: object, order: Order): string {
  const prototype = Object.getPrototypeOf(value);
  const isPlain = prototype === Object.prototype || prototype === null;
  assert(isPlain, `a ${prototype?.constructor?.name} cannot be stored`);
  const parts: string[] = [];
  for (const [key, item] of order(Object.entries(value))) {
    if (item !== undefined) parts.push(`${JSON.stringify(key)}:${encode(item, order)}`);
  }
  return `{${parts.join(',')}}`;
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
