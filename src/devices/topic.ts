/**
 * Topics as profiles write them: `<name>` stands for what the device's entry says, `+` for any one
 * level. Pure text; subscribes to nothing.
 */
import { assert } from '../core/error.ts';
import type { MqttProfile } from './profile.ts';

const PLACEHOLDER = /<([a-zA-Z][a-zA-Z0-9-]*)>/g;

/** Every topic of the profile as it writes them: of values first, then of availability. */
export function topicsOf(profile: MqttProfile): readonly string[] {
  const topics = Object.values(profile.points).map((point) => point.topic);
  const { availability } = profile.mqtt;
  return [...new Set(availability ? [...topics, availability.topic] : topics)];
}

/** What a device's entry in `config/devices.yaml` must say beside its id. */
export function placeholdersOf(profile: MqttProfile): readonly string[] {
  const names = topicsOf(profile).flatMap((topic) =>
    [...topic.matchAll(PLACEHOLDER)].map((match) => match[1]!),
  );
  return [...new Set(names)];
}

/** Why this text cannot stand for a placeholder; undefined where it can. */
export function placeholderFault(value: string): string | undefined {
  if (value === '') return 'is empty';
  return /[+#\0]/.test(value) ? 'holds +, # or NUL, which a topic cannot' : undefined;
}

/** The topic filters to subscribe to. The loader has checked the placeholders. */
export function subscriptions(
  profile: MqttProfile,
  placeholders: Readonly<Record<string, string>>,
): readonly string[] {
  return [...new Set(topicsOf(profile).map((topic) => fillTopic(topic, placeholders)))];
}

export function fillTopic(topic: string, placeholders: Readonly<Record<string, string>>): string {
  return topic.replaceAll(PLACEHOLDER, (_, name: string) => {
    const value = placeholders[name];
    const fault = value === undefined ? 'is missing' : placeholderFault(value);
    assert(value !== undefined && fault === undefined, `placeholder <${name}> ${fault}`);
    return value;
  });
}

/** Compiled once per device and topic; `+` matches one level, also an empty one. */
export function compileFilter(filter: string): (topic: string) => boolean {
  if (!filter.includes('+')) return (topic) => topic === filter;
  const levels = filter.split('/');
  return (topic) => {
    const parts = topic.split('/');
    return parts.length === levels.length && levels.every((l, i) => l === '+' || l === parts[i]);
  };
}
