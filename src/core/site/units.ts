/**
 * The register of homes and shops: who is told of an outage or a flooding (plan O-1, O-5, F-7).
 * `config/units.yaml` is this shape. Addresses are personal: they stay in that file, in no event.
 */
import { z } from 'zod';
import { type Text, textSchema } from '../text.ts';
import { assetId } from './site.ts';
import type { Topology } from './topology.ts';

export const unitSchema = z.strictObject({
  id: assetId,
  kind: z.enum(['household', 'shop']),
  in: assetId,
  name: textSchema,
  /** The breaker or meter that supplies it, where it is not its building's common one. */
  'fed-by': assetId.optional(),
  /** Channel → the address there; who has none is told at the door or by telephone. */
  reach: z.record(z.string(), z.string()).default({}),
  /** Somebody who lives alone or depends on a medical device: telephoned (plan O-5). */
  vulnerable: textSchema.optional(),
});

export const unitsFileSchema = z.strictObject({ units: z.array(unitSchema) });

export type Unit = z.infer<typeof unitSchema>;

/** Those whom it concerns: they lie in one of the places (area ids), or are fed by one (assets). */
export function unitsIn(
  units: readonly Unit[],
  places: readonly string[],
  topology: Topology,
): Unit[] {
  const wanted = new Set(places);
  return units.filter((unit) => {
    if (topology.around(unit.in).some((area) => wanted.has(area))) return true;
    for (let feeder = unit['fed-by']; feeder !== undefined; ) {
      if (wanted.has(feeder)) return true;
      feeder = topology.feeder(feeder)?.id;
    }
    return false;
  });
}

/** Names of places for a text: `A座、B座`. */
export function placeNames(places: readonly string[], topology: Topology): Text {
  const names = places.map(
    (id) => (topology.area(id) ?? topology.asset(id))?.name ?? { zh: id, en: id },
  );
  return {
    zh: names.map(({ zh }) => zh).join('、'),
    en: names.map(({ en }) => en).join(', '),
  };
}
