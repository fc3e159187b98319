/**
 * From one MQTT message to samples. A message that is broken as a whole is a `DeviceError`; one
 * value of a wrong type is a bad sample, and the others stand. Remembers nothing: every message is
 * news, also when it says the same again.
 */
import { DeviceError } from '../core/error.ts';
import type { Sample, Value } from '../core/signals/reading.ts';
import {
  type Convert,
  compileConversion,
  isFlaw,
  NOT_A_NUMBER,
  SENTINEL,
  takesList,
} from './conversion.ts';
import { compileExtractor, type Extract } from './payload-bytes.ts';
import { follow, type Path } from './payload-path.ts';
import type { MqttSpeech, PayloadPoint } from './payload-point.ts';
import { parsePayloadTime } from './payload-time.ts';
import type { MqttProfile } from './profile.ts';
import { compileFilter, fillTopic, subscriptions, topicsOf } from './topic.ts';

/** What one message says. */
export type PayloadNews =
  | {
      is: 'samples';
      /** The topic as the profile writes it. */
      group: string;
      samples: readonly Sample[];
      /** The payload's own time, ms since 1970. */
      deviceAt?: number;
      /** The message's own identity: the same twice is one message. */
      id?: string;
    }
  | { is: 'availability'; online: boolean };

export interface PayloadDecoder {
  /** Topic filters. */
  readonly subscriptions: readonly string[];
  /** Undefined where the topic is none of this device's. Throws `DeviceError` (`payload`). */
  decode(topic: string, payload: Uint8Array): PayloadNews | undefined;
}

type Placeholders = Readonly<Record<string, string>>;

interface Route {
  matches: (topic: string) => boolean;
  read: (topic: string, text: string) => PayloadNews;
}

export function createPayloadDecoder(
  profile: MqttProfile,
  placeholders: Placeholders,
): PayloadDecoder {
  const routes = topicsOf(profile).map(
    (topic): Route => ({
      matches: compileFilter(fillTopic(topic, placeholders)),
      read: compileTopic(topic, profile),
    }),
  );
  return {
    subscriptions: subscriptions(profile, placeholders),
    decode(topic, payload) {
      const route = routes.find((candidate) => candidate.matches(topic));
      return route?.read(topic, readText(topic, payload));
    },
  };
}

function compileTopic(topic: string, profile: MqttProfile): Route['read'] {
  const { availability } = profile.mqtt;
  if (availability?.topic === topic) return compileAvailability(availability);
  const points = Object.entries(profile.points).filter(([, point]) => point.topic === topic);
  return compileValues(topic, points, profile.mqtt);
}

function compileValues(
  group: string,
  points: readonly (readonly [string, PayloadPoint])[],
  speech: MqttSpeech,
): Route['read'] {
  const readers = points.map(([name, point]) => compilePoint(name, point));
  const signals = points.filter(([name]) => !name.startsWith('x.'));
  const timePath = speech.time.get(group);
  const idPath = speech.id.get(group);
  const isJson = timePath || idPath || points.some(([, point]) => point.path.length > 0);
  return (topic, text) => {
    const root = isJson ? parseObject(topic, text) : text;
    const samples: Sample[] = [];
    for (const read of readers) {
      const sample = read(root, text);
      if (sample) samples.push(sample);
    }
    if (signals.length > 0 && samples.every(({ signal }) => signal.startsWith('x.'))) {
      throw payloadError(topic, root, expectedPaths(signals));
    }
    const id = idPath && identityAt(idPath, root);
    const news = { is: 'samples' as const, group, ...(id !== undefined && { id }) };
    const time = timePath && follow(timePath, root);
    if (time === undefined || time === null) return { ...news, samples };
    const deviceAt = parsePayloadTime(time);
    return deviceAt === undefined
      ? { ...news, samples: samples.map(doubtTime) }
      : { ...news, samples, deviceAt };
  };
}

/** A message without a single signal (no codec, another uplink) does not count as heard. */
function expectedPaths(points: readonly (readonly [string, PayloadPoint])[]): string {
  return `one of ${points.map(([, point]) => point.path.join('.')).join(', ')}`;
}

/** Nobody knows how old it is, so it is shown but does not detect. */
function doubtTime(sample: Sample): Sample {
  return sample.quality === 'good' ? { ...sample, quality: 'uncertain', reason: 'clock' } : sample;
}

function identityAt(path: Path, root: unknown): string | undefined {
  const id = follow(path, root);
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}

type ReadPoint = (root: unknown, text: string) => Sample | undefined;

function compilePoint(signal: string, point: PayloadPoint): ReadPoint {
  const convert = compileConversion(point.conversion);
  const extract = compileExtractor(point);
  const { path } = point;
  const isList = takesList(point.conversion);
  return (root, text) => {
    const there = path.length === 0 ? text : follow(path, root);
    const found = there === undefined ? defaultOf(point, root) : there;
    if (found === undefined) return undefined;
    const outcome = meaningOf(found, extract, convert, isList);
    return isFlaw(outcome)
      ? { signal, value: null, quality: 'bad', reason: outcome.flaw }
      : { signal, value: outcome, quality: 'good' };
  };
}

/** Only where the object is there that leaves it out: no codec at all must not read as "dry". */
function defaultOf(point: PayloadPoint, root: unknown): Value | undefined {
  const parent = follow(point.path.slice(0, -1), root);
  return typeof parent === 'object' && parent !== null ? point.default : undefined;
}

/** `null` is how JSON says that there is no value. */
function meaningOf(found: unknown, extract: Extract, convert: Convert, isList: boolean) {
  if (found === null) return SENTINEL;
  if (isList && Array.isArray(found) && found.every(isScalar)) return convert(found.map(extract));
  if (!isScalar(found)) return NOT_A_NUMBER;
  return convert(extract(found));
}

function isScalar(found: unknown): found is Value {
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean';
}

function compileAvailability(availability: NonNullable<MqttSpeech['availability']>): Route['read'] {
  const { path, online, offline } = availability;
  return (topic, text) => {
    const found = path.length === 0 ? text : follow(path, parseJson(topic, text));
    if (String(found) === String(online)) return { is: 'availability', online: true };
    const isOffline = offline === undefined || String(found) === String(offline);
    if (found !== undefined && isOffline) return { is: 'availability', online: false };
    const expected = offline === undefined ? `${online}` : `${online} or ${offline}`;
    throw payloadError(topic, found, `availability ${expected}`);
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function readText(topic: string, payload: Uint8Array): string {
  if (payload.length === 0) throw payloadError(topic, '', 'a value');
  try {
    return utf8.decode(payload);
  } catch (cause) {
    throw payloadError(topic, `${payload.length} bytes`, 'UTF-8 text', cause);
  }
}

function parseObject(topic: string, text: string): object {
  const root = parseJson(topic, text);
  if (typeof root === 'object' && root !== null) return root;
  throw payloadError(topic, root, 'a JSON object');
}

function parseJson(topic: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw payloadError(topic, text, 'JSON', cause);
  }
}

/** Enough to recognise a payload in a log; a large one must not fill it. */
const SHOWN_CHARACTERS = 60;

function payloadError(topic: string, found: unknown, expected: string, cause?: unknown) {
  const text = (JSON.stringify(found) ?? 'nothing').slice(0, SHOWN_CHARACTERS);
  return new DeviceError('payload', `${topic}: found ${text}, expected ${expected}`, { cause });
}
