/** The shape of a law: what is answered and said, and whether the step may be done then. */
import type { Value } from '../../src/core/signals/reading.ts';

export type Known = Value | undefined;
/** `A-L1.present` → what the sensor says. */
export type Readings = Record<string, Known>;

export interface Facts {
  /** An answer of the step's own record; undefined: nobody has answered. */
  field(name: string): unknown;
  /** A good value; undefined: unknown. */
  good(signal: string): Known;
}

export interface GuardLaw {
  playbook: string;
  step: string;
  /** Where the guard is looked at: the incident's asset, and the item of an `each` step. */
  asset: string;
  item?: string;
  source: string;
  /** All answers that matter; `undefined` is added to each. */
  fields: Record<string, readonly Value[]>;
  /** All states of the sensors that matter, an unknown one among them. */
  readings: readonly (readonly Readings[])[];
  mayBeDone(facts: Facts): boolean;
}

export const YES_NO = ['yes', 'no'] as const;
