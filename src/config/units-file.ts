/** Checks `config/units.yaml`: each home or shop is there once, in the building, and reachable. */
import type { Topology } from '../core/site/topology.ts';
import type { unitsFileSchema } from '../core/site/units.ts';
import type { ChannelsFile } from '../notify/settings.ts';
import type { ReadFile } from './reader.ts';

/**
 * `channels`: those of `channels.yaml`; undefined where that file is wrong. No robot of a group is
 * told where somebody lives (`practice.md` P-52).
 */
export function checkUnits(
  file: ReadFile<(typeof unitsFileSchema)['_output']>,
  topology: Topology,
  channels: ChannelsFile['channels'] | undefined,
): void {
  const seen = new Set<string>();
  for (const [index, unit] of file.data.units.entries()) {
    const complain = (key: string, message: string): void =>
      file.complain(['units', index, key], message);
    if (seen.has(unit.id)) complain('id', `"${unit.id}" is there twice`);
    seen.add(unit.id);
    if (topology.area(unit.in) === undefined) complain('in', `there is no area "${unit.in}"`);
    const feeder = unit['fed-by'];
    if (feeder !== undefined && topology.asset(feeder) === undefined) {
      complain('fed-by', `there is no asset "${feeder}"`);
    }
    for (const channel of Object.keys(unit.reach)) {
      if (channels === undefined) continue;
      const kind = channels[channel]?.kind;
      if (kind === 'webhook' || kind === 'smtp') continue;
      const found = kind === undefined ? 'no channel' : `a group's ${kind} robot`;
      const message = `"${channel}" is ${found}: a home is told by a webhook or by mail`;
      file.complain(['units', index, 'reach', channel], message);
    }
  }
}
