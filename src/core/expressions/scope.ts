/**
 * What names mean inside an expression. A scope maps each name to a node that is known when the
 * expression is compiled (an asset, a group of assets, a namespace) or to a value that is only
 * known when it is evaluated.
 */
import type { Value } from '../signals/reading.ts';

/** Everything an expression may look at; undefined is "unknown". */
export interface EvaluationContext {
  /** Good values by slot; the last good ones where a lost asset is judged. */
  values: readonly (Value | undefined)[];
  /** By slot, whether its device has fallen silent; absent where nobody may ask. */
  silent?: readonly boolean[];
  /** Core time, ms. */
  at: number;
  incident?: IncidentView;
  /** Set by `elapsed` to the earliest moment at which a false one will be true. */
  nextFlipAt: number;
  /** Set where the result rests on what people have not said yet (`answered`, `confirmed`). */
  isUndecided?: boolean;
}

/** What a playbook's expressions see of the incident. */
export interface IncidentView {
  openedAt: number;
  confirmed: boolean;
  /** Of something planned: what telemetry saw of it, core ms. */
  beganAt?: number;
  endedAt?: number;
  /** When somebody first read the code of a tower there, core ms (P-26). */
  arrivedAt?: number;
  /** How many actions were agreed on. */
  actions(): number;
  /** How many homes and shops its notices have not reached, by message or by hand. */
  untold(): number;
  /** The value of a field; time fields in core ms. `item`: of that asset's record. */
  field(name: string, item: string | undefined): Value | undefined;
  isAnswered(name: string, item: string | undefined): boolean;
}

export type Closure = (context: EvaluationContext) => Value | undefined;

export type Node =
  | { is: 'value'; of: Closure; slot?: number }
  | { is: 'field'; name: string; item: string | undefined }
  | { is: 'asset'; asset: string; prefix: string }
  | { is: 'group'; members: readonly string[] }
  | { is: 'names'; get(name: string): Node | undefined };

/** Where the compiler finds signals: the live table, the kinds, the relations. */
export interface SignalLookup {
  /** A signal's slot or an attribute's constant; undefined where the asset has neither. */
  signal(asset: string, name: string): { slot: number } | { constant: Value } | undefined;
}

export type Scope = ReadonlyMap<string, Node>;
