/**
 * Which rule watches which asset, and whether it can see. What nobody watches is said as loudly as
 * what is blind: an asset of a kind that rules are about and that none looks at, or without a
 * device.
 */
import { isKindScope } from '../../core/incidents/names.ts';
import { hazardOf } from '../../core/incidents/playbook.ts';
import type { Watch } from '../../core/rules/watch.ts';
import type { CoverageRow } from '../contract.ts';
import { present, type RealmView, wallAt } from './realm-view.ts';

export function coverageRows(view: RealmView): CoverageRow[] {
  const offered = offeredSlots(view);
  const watched = view.live.sight.watches.map((watch, index) =>
    watchRow(view, watch, index, offered),
  );
  return [...watched, ...unwatchedRows(view)];
}

/** Signals that some device brings, or that are made from such. Nobody ever hears the others. */
function offeredSlots({ compiled, live }: RealmView): ReadonlySet<number> {
  const { slots } = live.table;
  const offered = new Set(slots.keys().filter((slot) => slots[slot]!.feeds.length > 0));
  for (const { from, to } of [...compiled.latches, ...compiled.windows]) {
    if (offered.has(from)) offered.add(to);
  }
  return offered;
}

function watchRow(
  view: RealmView,
  watch: Watch,
  index: number,
  offered: ReadonlySet<number>,
): CoverageRow {
  const { sight, table } = view.live;
  const lacking = watch.when.needed.filter((slot) => table.shown[slot]!.quality !== 'good');
  const because = lacking.map((slot) => {
    const { asset, signal, quality, reason } = table.shown[slot]!;
    const name = asset === watch.asset ? signal : `${asset}.${signal}`;
    return { signal: name, quality, ...present({ reason }) };
  });
  const isBlind = sight.truth[index] === undefined;
  // Blind for ever, where nothing but what no device says is lacking.
  const isForEver = lacking.length > 0 && !lacking.some((slot) => offered.has(slot));
  const blindSince = sight.blindSince[index] ?? view.state.rules.blind[watch.key];
  return {
    asset: watch.asset,
    rule: watch.rule.rule,
    what: watch.rule.text.what,
    state: stateOf({ isBlind, isForEver, isPartly: lacking.length > 0 }),
    because,
    ...present({ hazard: watch.rule.raises?.hazard }),
    ...wallAt(view, 'since', isBlind ? blindSince : undefined),
  };
}

interface Seeing {
  isBlind: boolean;
  isForEver: boolean;
  isPartly: boolean;
}

function stateOf({ isBlind, isForEver, isPartly }: Seeing): CoverageRow['state'] {
  if (isBlind) return isForEver ? 'unwatched' : 'blind';
  return isPartly ? 'degraded' : 'watched';
}

/** Assets of a kind that a hazard is about, and no rule at all looks at them. */
function unwatchedRows({ compiled, live }: RealmView): CoverageRow[] {
  const { rules, playbooks, site } = compiled.settings;
  const kinds = new Map<string, Set<string>>();
  const concern = (hazard: string, kind: string) =>
    kinds.set(hazard, (kinds.get(hazard) ?? new Set()).add(kind));
  for (const { rule } of rules) {
    if (rule.raises?.hazard !== undefined) concern(rule.raises.hazard, rule.each);
  }
  for (const { playbook } of playbooks) {
    if (isKindScope(playbook)) concern(hazardOf(playbook), playbook.opens['one-per']);
  }
  const seen = new Set(live.sight.watches.map(({ asset }) => asset));
  return [...kinds].flatMap(([hazard, ofKinds]) =>
    site.assets
      .filter(({ id, kind }) => ofKinds.has(kind) && !seen.has(id))
      .map(
        ({ id }): CoverageRow => ({
          asset: id,
          rule: '',
          hazard,
          state: 'unwatched',
          because: [],
        }),
      ),
  );
}
