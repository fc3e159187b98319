/** The settings bound together: every rule on every asset, every latch and window, every slot. */
import type { ASTNode } from '@marcbachmann/cel-js';
import { compile } from './expressions/compile.ts';
import { createEnvironment } from './expressions/environment.ts';
import { namesFor } from './expressions/relations.ts';
import type { Node, SignalLookup } from './expressions/scope.ts';
import { createBindings } from './incidents/bindings.ts';
import type { IncidentConfig } from './incidents/context.ts';
import { remember } from './remember.ts';
import { keyOf } from './rules/state.ts';
import type { Watch } from './rules/watch.ts';
import type { CoreSettings } from './settings.ts';
import {
  type Derived,
  type Latched,
  sourceSignal,
  type Windowed,
  withoutKind,
} from './signals/derived.ts';
import type { Latch } from './signals/latch.ts';
import { createSignalTable, type SignalTable, slotOf } from './signals/table.ts';
import { createWindow, type WindowState } from './signals/window.ts';
import type { Kinds } from './site/kinds.ts';
import type { Asset } from './site/site.ts';
import { createTopology, type Topology } from './site/topology.ts';

export interface Compiled {
  settings: CoreSettings;
  topology: Topology;
  table: SignalTable;
  watches: Watch[];
  latches: Latch[];
  windows: WindowState[];
  /** Per slot: a life depends on it. */
  life: boolean[];
  incidents: IncidentConfig;
}

/**
 * Settings must have been checked (`check-settings.ts`). The table, latches and windows are fresh.
 * `oldPlaybooks`: versions with which open incidents began, by hash.
 */
export function compileSettings(
  settings: CoreSettings,
  oldPlaybooks: ReadonlyMap<string, CoreSettings['playbooks'][number]['playbook']> = new Map(),
): Compiled {
  const kinds = withDerived(settings.kinds, settings.derived);
  const topology = createTopology(settings.site);
  const table = createSignalTable(allSignals(settings, kinds), settings.sources);
  const lookup = createLookup(topology, table, kinds);
  const environment = createEnvironment(kinds);
  const parse = remember((text: string): ASTNode => environment.parse(text).ast);
  const nodesOf = remember((asset: Asset) => namesFor(asset, topology).nodes);
  const bound = { settings, table, lookup, parse, nodesOf };
  return {
    settings,
    topology,
    table,
    watches: bindRules(bound),
    latches: bindLatches(bound),
    windows: bindWindows(bound),
    life: table.slots.map(({ asset, signal }) => isLife(kinds, topology, asset, signal)),
    incidents: {
      topology,
      units: settings.units,
      playbooks: new Map(settings.playbooks.map((found) => [found.playbook.playbook, found])),
      versions: new Map([
        ...oldPlaybooks,
        ...settings.playbooks.map(({ playbook, version }) => [version, playbook] as const),
      ]),
      bind: createBindings(topology, lookup, parse),
      escalation: settings.escalation,
      localMinute: settings.localMinute,
      localDate: settings.localDate,
      localClock: (wallAt) => clock(settings.localMinute(wallAt)),
    },
  };
}

/** The kinds with derived signals as signals: what rules and playbooks are checked against. */
export function withDerived(kinds: Kinds, derived: readonly Derived[]): Kinds {
  const result = structuredClone(kinds);
  for (const definition of derived) {
    const kind = result[definition.each];
    if (kind === undefined) continue;
    const name = withoutKind(definition.signal);
    const type = 'latched' in definition ? 'bool' : 'number';
    const source = kind.signals[sourceSignal(definition)];
    if (source === undefined) continue;
    kind.signals[name] = { type, title: source.title, life: source.life, counter: false };
  }
  return result;
}

/** The assets that a rule watches: its kind, where `where` is known true by their attributes. */
function watchedAssets(
  settings: Pick<CoreSettings, 'site'>,
  rule: { each: string; where?: string | undefined },
  holds: (asset: Asset, where: string) => boolean,
): readonly Asset[] {
  const { where } = rule;
  return settings.site.assets.filter(
    (asset) => asset.kind === rule.each && (where === undefined || holds(asset, where)),
  );
}

interface Bound {
  settings: CoreSettings;
  table: SignalTable;
  lookup: SignalLookup;
  parse: (text: string) => ASTNode;
  /** What an expression about the asset may name. */
  nodesOf(asset: Asset): Map<string, Node>;
}

function bindRules({ settings, lookup, parse, nodesOf }: Bound): Watch[] {
  const isWatched = (asset: Asset, where: string): boolean => {
    const context = { values: [], at: 0, nextFlipAt: 0 };
    return compile(parse(where), nodesOf(asset), lookup).evaluate(context) === true;
  };
  return settings.rules.flatMap(({ rule }) =>
    watchedAssets(settings, rule, isWatched).map((asset) => {
      const nodes = nodesOf(asset);
      const { lost } = rule;
      const logic = rule['suppressed-by']?.when;
      return {
        key: keyOf(rule.rule, asset.id),
        rule,
        asset: asset.id,
        when: compile(parse(rule.when), nodes, lookup),
        lostWhile: lost === undefined ? undefined : compile(parse(lost.while), nodes, lookup),
        suppressedWhen: logic === undefined ? undefined : compile(parse(logic), nodes, lookup),
      };
    }),
  );
}

function bindLatches({ settings, table, lookup, parse, nodesOf }: Bound): Latch[] {
  return eachDerived<Latched>(settings, 'latched').map(({ derived, asset, signal }) => ({
    derived,
    asset: asset.id,
    signal,
    from: slotOf(table, asset.id, sourceSignal(derived))!,
    to: slotOf(table, asset.id, signal)!,
    until: compile(parse(derived.until), nodesOf(asset), lookup),
    isSet: false,
    releasingSince: undefined,
  }));
}

function bindWindows({ settings, table }: Bound): WindowState[] {
  return [
    ...eachDerived<Windowed>(settings, 'rate'),
    ...eachDerived<Windowed>(settings, 'count'),
  ].map(({ derived, asset, signal }) => {
    const from = slotOf(table, asset.id, sourceSignal(derived))!;
    return createWindow(derived, from, slotOf(table, asset.id, signal)!);
  });
}

function eachDerived<D extends Derived>(
  settings: CoreSettings,
  verb: 'latched' | 'rate' | 'count',
): { derived: D; asset: Asset; signal: string }[] {
  return settings.derived
    .filter((derived): derived is D => verb in derived)
    .flatMap((derived) =>
      settings.site.assets
        .filter((asset) => asset.kind === derived.each)
        .map((asset) => ({ derived, asset, signal: withoutKind(derived.signal) })),
    );
}

/** Every signal of every asset's kind has a slot, whether a device feeds it or not. */
function allSignals(settings: CoreSettings, kinds: Kinds): { asset: string; signal: string }[] {
  return settings.site.assets.flatMap((asset) =>
    Object.keys(kinds[asset.kind]?.signals ?? {}).map((signal) => ({ asset: asset.id, signal })),
  );
}

function createLookup(topology: Topology, table: SignalTable, kinds: Kinds): SignalLookup {
  return {
    signal(assetId, name) {
      const slot = slotOf(table, assetId, name);
      if (slot !== undefined) return { slot };
      const asset = topology.asset(assetId);
      const attribute = kinds[asset?.kind ?? '']?.attributes[name];
      const value = asset?.[name] ?? attribute?.default;
      if (attribute === undefined || value === undefined) return undefined;
      return { constant: value as boolean | number | string };
    },
  };
}

function isLife(kinds: Kinds, topology: Topology, asset: string, signal: string): boolean {
  return kinds[topology.asset(asset)?.kind ?? '']?.signals[signal]?.life ?? false;
}

function clock(minute: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
