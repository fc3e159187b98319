/** Kleene's three values over closures: undefined is unknown, and only `certain` makes it false. */
import type { Value } from '../signals/reading.ts';
import type { Closure } from './scope.ts';

export function constant(value: Value | undefined): Closure {
  return () => value;
}

export function not(operand: Closure): Closure {
  return (context) => {
    const value = operand(context);
    return value === undefined ? undefined : !value;
  };
}

/**
 * The one place where unknown becomes false: an exemption holds only where it is known to hold, so
 * that doubt leaves a rule armed (`practice.md` P-1: only confirmed inspection suppresses).
 */
export function certain(operand: Closure): Closure {
  return (context) => operand(context) === true;
}

/** False wins over unknown, unknown over true. Both sides are read only where needed. */
export function and(left: Closure, right: Closure): Closure {
  return (context) => {
    const a = left(context);
    if (a === false) return false;
    const b = right(context);
    if (b === false) return false;
    return a === undefined || b === undefined ? undefined : true;
  };
}

/** True wins over unknown, unknown over false. */
export function or(left: Closure, right: Closure): Closure {
  return (context) => {
    const a = left(context);
    if (a === true) return true;
    const b = right(context);
    if (b === true) return true;
    return a === undefined || b === undefined ? undefined : false;
  };
}

export function equal(left: Closure, right: Closure): Closure {
  return (context) => {
    const a = left(context);
    const b = right(context);
    return a === undefined || b === undefined ? undefined : a === b;
  };
}

export function compare(operator: '<' | '<=' | '>' | '>=', left: Closure, right: Closure): Closure {
  const holds = COMPARE[operator];
  return (context) => {
    const a = left(context);
    const b = right(context);
    return a === undefined || b === undefined ? undefined : holds(a, b);
  };
}

const COMPARE = {
  '<': (a: Value, b: Value) => a < b,
  '<=': (a: Value, b: Value) => a <= b,
  '>': (a: Value, b: Value) => a > b,
  '>=': (a: Value, b: Value) => a >= b,
} as const;

/** A result that is no finite number (a division by zero) is unknown. */
export function arithmetic(
  operator: '+' | '-' | '*' | '/',
  left: Closure,
  right: Closure,
): Closure {
  const apply = ARITHMETIC[operator];
  return (context) => {
    const a = left(context);
    const b = right(context);
    if (typeof a !== 'number' || typeof b !== 'number') return undefined;
    const result = apply(a, b);
    return Number.isFinite(result) ? result : undefined;
  };
}

const ARITHMETIC = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
} as const;

/** True if the certain ones suffice, false if certain and unknown together do not. */
export function atLeast(wanted: Closure, members: readonly Closure[]): Closure {
  return (context) => {
    const count = wanted(context);
    if (typeof count !== 'number') return undefined;
    let certain = 0;
    let unknown = 0;
    for (const member of members) {
      const value = member(context);
      if (value === true) certain++;
      else if (value === undefined) unknown++;
    }
    if (certain >= count) return true;
    return certain + unknown < count ? false : undefined;
  };
}
