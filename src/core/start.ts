/** What a start says and settles: how long nobody looked, and which configuration is in force. */
import { isOpen } from './alarms/alarm.ts';
import { endSuppressionsAtStart } from './alarms/suppress.ts';
import type { Compiled } from './compiled.ts';
import type { Draft } from './draft.ts';
import type { Input } from './input.ts';
import type { Live } from './live.ts';
import { decideHoldsAtStart } from './rules/holds.ts';

export function decideStart(
  draft: Draft,
  live: Live,
  { settings }: Compiled,
  input: Extract<Input, { type: 'start' }>,
): void {
  const { lastAlive, blindMs, config } = input;
  const before = draft.state.config.rules;
  draft.emit('gateway-started', { lastAlive, blindMs });
  if (draft.state.config.hash !== config.hash) draft.emit('config-loaded', config);
  if (draft.state.duty.people === undefined && settings.people !== undefined) {
    draft.emit('people-set', { people: settings.people });
  }
  dropChangedRules(draft, live, before, config.rules);
  decideHoldsAtStart(draft, live.sight);
  endSuppressionsAtStart(draft);
}

/**
 * `decisions.md` 4: a changed rule cancels its holds; its alarms stay until handled. What no rule
 * watches any more is neither held, nor blind, nor cleared by telemetry.
 */
function dropChangedRules(
  draft: Draft,
  { sight }: Live,
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): void {
  const isChanged = (rule: string): boolean =>
    now[rule] === undefined || now[rule] !== before[rule];
  for (const { rule, asset } of Object.values(draft.state.rules.holds)) {
    if (isChanged(rule)) draft.emit('hold-cancelled', { rule, asset, reason: 'config' });
  }
  for (const alarm of Object.values(draft.state.alarms.alarms)) {
    const isWatched = sight.byKey.has(alarm.id) && !isChanged(alarm.rule);
    if (!isOpen(alarm) || alarm.isOrphan || isWatched) continue;
    draft.emit('alarm-orphaned', { alarm: alarm.id });
  }
  for (const key of Object.keys(draft.state.rules.blind)) {
    if (sight.byKey.has(key)) continue;
    const [rule, asset] = key.split('@') as [string, string];
    draft.emit('blind-ended', { rule, asset });
  }
}
