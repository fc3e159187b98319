/**
 * Which group brings which signal, and how long its silence is healthy: what the live table must
 * know of a device before it has spoken. The drivers report under the same names.
 */
import type { Profile } from './profile.ts';
import { planReads } from './read-plan.ts';

/** Signals that come together and age as one: one read of a Modbus device, one MQTT topic. */
export interface SignalGroup {
  group: string;
  signals: readonly string[];
  /** Poll interval, ms; Modbus only. */
  intervalMs?: number;
  /** Longest healthy silence, ms; MQTT only. */
  silenceMs?: number;
}

export function groupsOf(profile: Profile, defaultEveryMs: number): readonly SignalGroup[] {
  if (profile.protocol === 'modbus') {
    return planReads(profile, defaultEveryMs).map(({ group, everyMs, points }) => ({
      group,
      signals: points.map(({ name }) => name),
      intervalMs: everyMs,
    }));
  }
  const byTopic = Map.groupBy(Object.entries(profile.points), ([, point]) => point.topic);
  return [...byTopic].map(([group, points]) => ({
    group,
    signals: points.map(([name]) => name),
    silenceMs: profile.mqtt.silenceMs,
  }));
}
