/** The core's no, in the kinds that want nothing but words. */
import type { Refusal } from './input.ts';

export function invalid(message: string): Refusal {
  return { kind: 'invalid', message };
}

export function forbidden(message: string): Refusal {
  return { kind: 'forbidden', message };
}

/** `alarm A-1` → there is no alarm A-1. */
export function notFound(what: string): Refusal {
  return { kind: 'not-found', message: `there is no ${what}` };
}
