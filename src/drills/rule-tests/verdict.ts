/** Does what was seen of a rule agree with what its test expects; and both in words. */

import type { Rule } from '../../core/rules/rule.ts';
import { formatDuration } from '../../core/time.ts';
import type { RuleExpectation } from './rule-test.ts';
import type { Sighting } from './trial.ts';

export function agrees(expected: RuleExpectation, { alarm, truth }: Sighting): boolean {
  const isQuiet = alarm === undefined || alarm.state === 'normal';
  if (expected === 'none') return isQuiet;
  if (expected === 'blind') return isQuiet && truth === undefined;
  const { alarm: state, priority, 'data-lost': dataLost } = expected;
  return (
    alarm?.state === state &&
    (priority === undefined || alarm.priority === priority) &&
    (dataLost === undefined || alarm.dataLost === dataLost)
  );
}

export function sayExpected(expected: RuleExpectation): string {
  if (typeof expected === 'string') return expected;
  const { alarm, priority, 'data-lost': dataLost } = expected;
  const parts = [alarm, priority, dataLost === undefined ? undefined : sayLost(dataLost)];
  return parts.filter((part) => part !== undefined).join(', ');
}

export function saySeen({ alarm, hold, truth }: Sighting, rule: Rule, atMs: number): string {
  if (alarm !== undefined && alarm.state !== 'normal') {
    const lost = alarm.dataLost ? [sayLost(true)] : [];
    return [alarm.state, alarm.priority, ...lost].join(', ');
  }
  const none = truth === undefined ? 'none, blind' : 'none';
  if (hold === undefined) return none;
  const heldMs = hold.heldMs + (hold.runningSince === undefined ? 0 : atMs - hold.runningSince);
  return `${none}, held for ${sayDuration(heldMs)} of ${sayDuration(rule.for)}`;
}

function sayLost(isLost: boolean): string {
  return isLost ? 'data lost during the hold' : 'no data lost';
}

function sayDuration(ms: number): string {
  return ms === 0 ? '0s' : formatDuration(ms);
}
