/** What people can do in a site's building, in words: what the simulation page offers. */
import type { Area, Asset, Site } from '../src/core/site/site.ts';
import type { Text } from '../src/core/text.ts';
import type { Action } from './action.ts';
import { titleOf } from './offers.ts';

export interface ActionOffer {
  action: Action;
  title: Text;
  asset?: string;
}

export function actionsFor(site: Site): ActionOffer[] {
  const ofAssets = site.assets.flatMap((asset) =>
    actionsOf(asset).map(([action, zh, en]) => ({
      ...offer(action, asset, zh, en),
      asset: asset.id,
    })),
  );
  const watched = new Set(site.assets.flatMap((asset) => (asset.kind === 'leak' ? asset.in : [])));
  const ofAreas = site.areas
    .filter(({ id }) => watched.has(id))
    .flatMap((area) => [
      offer({ area: area.id, dried: true }, area, '水已排干、擦干', 'pumped out and dried'),
      offer({ area: area.id, mopped: true }, area, '保洁拖地', 'mopped by the cleaners'),
    ]);
  return [...ofAssets, ...ofAreas];
}

function actionsOf(asset: Asset): [Action, string, string][] {
  const { id, kind } = asset;
  switch (kind) {
    case 'lift':
      return liftActions(asset);
    case 'breaker':
      return [
        [{ breaker: id, opens: true }, '分闸', 'open it'],
        [{ breaker: id, closes: true }, '合闸', 'close it'],
        ...(asset.tie === true ? selectorOf((mode) => ({ tie: id, mode })) : []),
      ];
    case 'valve':
      return [
        [{ valve: id, closes: true }, '关阀', 'shut it'],
        [{ valve: id, opens: true }, '开阀', 'open it'],
      ];
    case 'transferSwitch':
      return selectorOf((mode) => ({ transferSwitch: id, mode }));
    case 'generator':
      return selectorOf((mode) => ({ generator: id, mode }));
    default:
      return [];
  }
}

/** People who get in are what makes a stop between floors an entrapment. */
function liftActions({ id, serves }: Asset): [Action, string, string][] {
  const [from, to] = [serves?.at(0), serves?.at(-1)];
  const ride: [Action, string, string][] =
    from === undefined || to === undefined || from === to
      ? []
      : [[{ lift: id, passengers: 2, travel: { from, to } }, '两人乘梯', 'two people ride']];
  return [
    ...ride,
    [{ person: { presses: 'alarm-button', in: id } }, '轿内按报警按钮', 'press the alarm button'],
    [{ lift: id, released: true }, '盘车放人', 'wind it to a landing, let them out'],
  ];
}

function selectorOf(turn: (mode: 'manual' | 'auto') => Action): [Action, string, string][] {
  return [
    [turn('manual'), '转手动', 'turn to manual'],
    [turn('auto'), '转自动', 'turn to auto'],
  ];
}

function offer(action: Action, { name }: Area | Asset, zh: string, en: string): ActionOffer {
  return { action, title: titleOf(name, zh, en) };
}
