/**
 * Can this site ever see an outage twice? Residents are told of one on two independent
 * indications (`practice.md` P-21); with fewer, a person's word is the second, and that should be
 * known beforehand.
 */
import { type Compiled, compileSettings } from '../core/compiled.ts';
import type { Watch } from '../core/rules/watch.ts';
import type { CoreSettings } from '../core/settings.ts';

/** A warning, or undefined where two indications share no device. */
export function warnOfFewIndications(settings: CoreSettings): string | undefined {
  const rules = settings.rules.filter(({ rule }) => rule.raises?.hazard === 'outage');
  const compiled = compileSettings({ ...settings, rules, playbooks: [] });
  const indications = compiled.watches.flatMap((watch) => {
    const devices = devicesOf(compiled, watch);
    return devices === undefined ? [] : [{ watch, devices }];
  });
  const isSeenTwice = indications.some((one, index) =>
    indications.slice(index + 1).some((other) => one.devices.isDisjointFrom(other.devices)),
  );
  if (isSeenTwice) return undefined;
  const found = indications.map(({ watch }) => watch.key).join(', ');
  return (
    `${settings.site.site.id} can never reach two independent indications of an outage ` +
    `(found ${found === '' ? 'none' : found}): fit a mains-fail relay, a meter on the incomer ` +
    'or a UPS that can be read; until then a person confirms every outage'
  );
}

/** The devices that it takes; undefined where nothing feeds one of its signals. */
function devicesOf({ table, latches, windows }: Compiled, { when }: Watch) {
  const devices = new Set<string>();
  const slots = new Set(when.needed);
  for (const slot of slots) {
    const source = [...latches, ...windows].find(({ to }) => to === slot)?.from;
    if (source !== undefined) {
      slots.add(source);
      continue;
    }
    const { feeds } = table.slots[slot]!;
    if (feeds.length === 0) return undefined;
    for (const { group } of feeds) devices.add(group.source.device);
  }
  return devices;
}
