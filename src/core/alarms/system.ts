/**
 * Alarms that no rule of the site raises: what the program itself cannot do or believe. They open
 * no incident and ring for nobody; they stand in the list until somebody has seen them.
 */
import type { Draft } from '../draft.ts';
import type { SignalTable } from '../signals/table.ts';
import { isActive } from './alarm.ts';
import type { AlarmText } from './events.ts';

const CONTRADICTION: AlarmText = {
  what: { zh: '两台设备的数据互相矛盾', en: 'Two devices contradict each other' },
  consequence: {
    zh: '该信号不可用，相关规则无法判断',
    en: 'The signal is not used: its rules are blind',
  },
  do: { zh: '现场核实，检修其中一台设备', en: 'Look on site, and repair one of the two' },
  within: 1_800_000,
};

const ROLE_EMPTY: AlarmText = {
  what: { zh: '当前无人值守该岗位', en: 'Nobody is on duty in this role' },
  consequence: { zh: '通知已转给下一岗位', en: 'The next role was told instead' },
  do: { zh: '修改值班表', en: 'Mend the roster' },
  within: 1_800_000,
};

/** Looks at what changed in this step. `decisions.md` 15 and 25. */
export function decideSystemAlarms(draft: Draft, table: SignalTable): void {
  for (let place = 0; place < table.reasonChanged.size; place++) {
    const slot = table.reasonChanged.at(place);
    const { asset, signal, reason } = table.shown[slot]!;
    const alarm = `contradiction@${asset}.${signal}`;
    const isKnown = isActive(draft.state.alarms.alarms[alarm]);
    if (reason === 'contradiction' && !isKnown) {
      raise(draft, alarm, 'contradiction', asset, CONTRADICTION);
    } else if (reason !== 'contradiction' && isKnown) draft.emit('alarm-cleared', { alarm });
  }
  for (const event of [...draft.events]) {
    if (event.type !== 'role-empty') continue;
    const { role } = event.data;
    raise(draft, `role-empty@${role}`, 'role-empty', role, ROLE_EMPTY);
    // It was so at that moment; it waits for somebody's acknowledgement, not for an end.
    draft.emit('alarm-cleared', { alarm: `role-empty@${role}` });
  }
}

function raise(draft: Draft, alarm: string, rule: string, asset: string, text: AlarmText): void {
  const priority = 'high';
  draft.emit('alarm-raised', { alarm, rule, asset, priority, latch: false, dataLost: false, text });
}
