/**
 * Turns the `mqtt` half of a profile into points that can be decoded, and finds what the schema
 * cannot: values without a topic, bytes without an encoding, two points in one place.
 */
import type { Conversion } from './conversion.ts';
import { type Path, parsePath } from './payload-path.ts';
import {
  type MqttSpeech,
  type PayloadPoint,
  PLAIN_TYPES,
  type RawMqttSection,
  type RawPayloadPoint,
} from './payload-point.ts';
import type { Complain } from './problem.ts';
import type { BinaryType } from './value-type.ts';

type RawPoints = Readonly<Record<string, RawPayloadPoint>>;

export function resolveSpeech(
  section: RawMqttSection,
  points: RawPoints,
  complain: Complain,
): MqttSpeech {
  const { availability } = section;
  const topics = topicsOf(section, points);
  if (availability && topics.has(availability.topic)) {
    complain(['mqtt', 'availability', 'topic'], 'a topic brings either values or availability');
  }
  return {
    silenceMs: section.silence,
    time: pathPerTopic('time', section, points, complain),
    id: pathPerTopic('id', section, points, complain),
    ...(availability && {
      availability: {
        topic: availability.topic,
        path: pathOf(availability.path),
        online: availability.online,
        ...(availability.offline !== undefined && { offline: availability.offline }),
      },
    }),
  };
}

function topicsOf(section: RawMqttSection, points: RawPoints): Set<string> {
  const topics = Object.values(points).map((point) => point.topic ?? section.topic);
  return new Set(topics.filter((topic) => topic !== undefined));
}

/** One message has one time and one identity, so all points of a topic must agree on the path. */
function pathPerTopic(
  key: 'time' | 'id',
  section: RawMqttSection,
  points: RawPoints,
  complain: Complain,
): ReadonlyMap<string, Path> {
  const stated = new Map<string, string>();
  for (const [name, point] of Object.entries(points)) {
    const topic = point.topic ?? section.topic;
    const own = point[key];
    if (topic === undefined || own === undefined) continue;
    if ((stated.get(topic) ?? own) !== own) {
      complain(['points', name, key], `other points of ${topic} say ${stated.get(topic)}`);
    }
    stated.set(topic, own);
  }
  const paths = new Map<string, Path>();
  for (const topic of topicsOf(section, points)) {
    const text = stated.get(topic) ?? section[key];
    if (text !== undefined) paths.set(topic, pathOf(text));
  }
  return paths;
}

export function resolvePayloadPoint(
  raw: RawPayloadPoint,
  conversion: Conversion,
  section: RawMqttSection,
  complain: Complain,
): PayloadPoint | undefined {
  const topic = raw.topic ?? section.topic;
  if (topic === undefined) {
    complain([], 'has no topic: name one here or in `mqtt`');
    return undefined;
  }
  checkKeys(raw, complain);
  const binary = raw.decode && {
    encoding: raw.decode,
    at: raw.at ?? 0,
    layout: {
      type: raw.type as BinaryType,
      order: raw.order ?? 'ABCD',
      unitBytes: 1 as const,
      bit: raw.bit,
      bits: raw.bits,
      signed: raw.signed,
      length: raw.length,
    },
  };
  return {
    topic,
    path: pathOf(raw.path),
    type: raw.type,
    conversion,
    ...(raw.bit !== undefined && { bit: raw.bit }),
    ...(raw.default !== undefined && { default: raw.default }),
    ...(binary && { binary }),
  };
}

function pathOf(text: string | undefined): Path {
  return text === undefined ? [] : (parsePath(text) ?? []);
}

const BYTE_KEYS = ['at', 'order', 'bits', 'signed', 'length'] as const;

function checkKeys(raw: RawPayloadPoint, complain: Complain): void {
  const needed = { bit: 'bit', bits: 'bits', string: 'length' } as const;
  if (raw.decode) {
    if (raw.type === 'number' || raw.type === 'enum') {
      complain(['type'], `${raw.type} says nothing of bytes; with \`decode\` expected e.g. uint16`);
    }
    const key = needed[raw.type as keyof typeof needed];
    if (key && raw[key] === undefined) complain(['type'], `type ${raw.type} needs \`${key}\``);
    if (raw.type === 'bit' && (raw.bit ?? 0) > 7) complain(['bit'], 'a byte has bits 0 to 7');
  } else {
    if (!PLAIN_TYPES.includes(raw.type)) {
      complain(['type'], `${raw.type} is a type of bytes: say \`decode: hex\` or base64`);
    }
    if (raw.type === 'bit' && raw.bit === undefined) complain(['type'], 'type bit needs `bit`');
    for (const key of BYTE_KEYS) {
      if (raw[key] !== undefined) complain([key], `\`${key}\` needs \`decode: hex\` or base64`);
    }
  }
  if (raw.bit !== undefined && raw.type !== 'bit') {
    complain(['bit'], `\`bit\` belongs to type bit, not to ${raw.type}`);
  }
  if (raw.default !== undefined && raw.path === undefined) {
    complain(['default'], '`default` stands for an absent `path`, and there is none');
  }
}

/** The same value under two names is a slip of the pen, unless one has `enum` or `any-of`. */
export function checkDoubled(
  points: Readonly<Record<string, PayloadPoint>>,
  complain: Complain,
): void {
  const places = new Map<string, string>();
  for (const [name, point] of Object.entries(points)) {
    if (point.conversion.enum || point.conversion['any-of']) continue;
    const place = JSON.stringify([
      point.topic,
      point.path,
      point.binary?.at,
      point.bit ?? point.binary?.layout.bits,
    ]);
    const other = places.get(place);
    if (other) complain(['points', name], `the same value is already read by ${other}`);
    places.set(place, name);
  }
}
