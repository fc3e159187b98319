/** Faults that fit a site, in words: what the simulation page offers to start. */

import type { Asset, Site } from '../src/core/site/site.ts';
import type { Text } from '../src/core/text.ts';
import type { SimulatedDevice } from './device-faces.ts';
import type { Fault } from './fault.ts';

export interface Offer {
  fault: Fault;
  title: Text;
  asset?: string;
}

export function offersFor(site: Site, devices: readonly SimulatedDevice[]): Offer[] {
  const ofAssets = site.assets.flatMap((asset) =>
    faultsOf(asset).map(([fault, zh, en]) => offer(fault, asset, zh, en)),
  );
  const mains: Offer = {
    fault: { mains: 'fails' },
    title: { zh: '市电中断（外部停电）', en: 'The utility fails (outage from outside)' },
  };
  const phase: Offer = {
    fault: { mains: 'loses-phase' },
    title: { zh: '市电缺相', en: 'The utility loses a phase' },
  };
  const pipes = site.areas
    .filter(({ kind }) => kind === 'pump-room')
    .map(({ id, name }): Offer => {
      const title = titleOf(name, '爆管', 'a pipe bursts');
      return { fault: { pipe: 'bursts', area: id }, title };
    });
  const silent = devices.map(({ id, asset }): Offer => {
    const title = { zh: `设备 ${id}：不再应答`, en: `Device ${id}: goes silent` };
    return { fault: { device: id, answers: 'never' }, title, asset };
  });
  return [mains, phase, ...ofAssets, ...pipes, ...silent];
}

function faultsOf(asset: Asset): [Fault, string, string][] {
  const { id, kind } = asset;
  if (kind === 'contact') return [[{ contact: id, acts: true }, '动作', 'acts']];
  if (kind === 'room') return [[{ room: id, freezes: true }, '严寒', 'freezes']];
  if (kind === 'tank') {
    return [[{ tank: id, inlet: 'stuck-open' }, '进水阀关不严', 'its inlet does not shut']];
  }
  if (kind === 'pump') {
    return [
      [{ pump: id, riser: 'bursts' }, '立管爆裂', 'a riser bursts'],
      [{ pump: id, runs: 'never' }, '跳停', 'trips'],
    ];
  }
  if (kind === 'generator') {
    return [
      [{ generator: id, starts: 'never' }, '启动失败', 'does not start'],
      [{ generator: id, fuel: 'low' }, '燃油不足', 'is short of fuel'],
    ];
  }
  if (kind === 'transferSwitch') {
    return [[{ transferSwitch: id, transfers: 'never' }, '拒动', 'hangs']];
  }
  if (kind === 'lift') {
    return [
      [{ lift: id, stops: 'between-floors' }, '停在两层之间', 'stops between floors'],
      [{ lift: id, doors: 'stuck-closed' }, '到站不开门', 'doors will not open'],
      [{ lift: id, overspeeds: true }, '超速，限速器动作', 'runs too fast, the governor trips'],
      [{ lift: id, 'runs-past': 'top' }, '冲顶', 'runs past the top landing'],
      [{ lift: id, button: 'sticks' }, '报警按钮卡住', 'the alarm button sticks'],
      [{ lift: id, inspection: true }, '检修运行', 'inspection'],
    ];
  }
  if (kind === 'sump') {
    return [
      [{ sump: id, pumps: 'do-not-start' }, '水泵不启动', 'pumps do not start'],
      [{ sump: id, pumps: 'blocked' }, '水泵堵塞', 'pumps are blocked'],
      [{ sump: id, float: 'high-stuck' }, '高位浮球卡住', 'the high float hangs'],
      [{ sump: id, inflow: 'storm' }, '暴雨', 'a storm'],
    ];
  }
  if (kind === 'leak' && asset.form === 'zone') {
    return [
      [{ leak: id, cable: 'breaks' }, '断线', 'breaks'],
      [{ leak: id, leaks: 'second' }, '第二处漏水', 'a second leak'],
    ];
  }
  if (kind === 'leak') return [[{ leak: id, battery: 'low' }, '电池电量低', 'battery low']];
  if (kind === 'meter' && asset.place === 'incomer') {
    return [[{ incomer: id, fails: true }, '失电', 'is dead']];
  }
  if (asset.tie === true) return [[{ tie: id, transfers: 'never' }, '自投拒动', 'does not close']];
  return kind === 'breaker' ? [[{ breaker: id, trips: true }, '脱扣', 'trips']] : [];
}

function offer(fault: Fault, asset: Asset, zh: string, en: string): Offer {
  return { fault, title: titleOf(asset.name, zh, en), asset: asset.id };
}

/** Of what it happens to, or is done to, and what. */
export function titleOf(name: Text, zh: string, en: string): Text {
  return { zh: `${name.zh}：${zh}`, en: `${name.en}: ${en}` };
}
