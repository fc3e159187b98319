/**
 * From messages to reports. What cannot be read becomes a counted error of its device and nothing
 * else: no value, and no reason to send the message again, which would be as broken as before.
 */
import { hash } from 'node:crypto';
import { DeviceError } from '../../core/error.ts';
import type { Report, Sample } from '../../core/signals/reading.ts';
import type { PayloadNews } from '../../devices/payload-decoder.ts';
import { MAX_PAYLOAD_BYTES, type Message } from './message.ts';
import type { Route, Routes } from './routes.ts';
import type { Tally } from './tally.ts';

/** What one message says of one device. */
export type News =
  | { is: 'report'; report: Report; id?: string }
  | { is: 'availability'; device: string; online: boolean };

/**
 * Topics whose last payload is known by its digest, the oldest forgotten first. A retained message
 * on a forgotten topic is shown as doubtful where it could have been passed over.
 */
const MAX_TOPICS = 20_000;

export class Reader {
  readonly #routes: Routes;
  readonly #tally: Tally;
  readonly #digests = new Map<string, string>();
  /** Messages on topics of no device. */
  unknownTopics = 0;

  constructor(routes: Routes, tally: Tally) {
    this.#routes = routes;
    this.#tally = tally;
  }

  /** `at`: core time of receipt. */
  read(message: Message, at: number): readonly News[] {
    const routes = this.#routes.find(message.topic);
    const isKnown = routes.length > 0 && this.#isAsBefore(message);
    if (routes.length === 0) this.unknownTopics++;
    return routes.flatMap((route) => {
      const said = this.#decode(route, message, at);
      if (said === undefined || (isKnown && said.is === 'samples')) return [];
      return this.#understand(said, route.device, message, at);
    });
  }

  /** Undefined where it cannot be read. */
  #decode({ device, decoder }: Route, { topic, payload }: Message, at: number) {
    try {
      if (payload.length > MAX_PAYLOAD_BYTES) {
        const found = `${topic}: ${payload.length} bytes, at most ${MAX_PAYLOAD_BYTES} are read`;
        throw new DeviceError('too-large', found);
      }
      return decoder.decode(topic, payload);
    } catch (error) {
      this.#tally.failed(device, at, asDeviceError(error, topic));
      return undefined;
    }
  }

  #understand(said: PayloadNews, device: string, message: Message, at: number): News {
    if (said.is === 'availability') return { is: 'availability', device, online: said.online };
    const { group, deviceAt, id } = said;
    const fault = faultOf(said.samples, message.topic);
    if (fault) this.#tally.failed(device, at, fault);
    this.#tally.heard(device, at);
    const isUndated = message.replayed && deviceAt === undefined;
    const samples = isUndated ? said.samples.map(doubtAge) : said.samples;
    const report = { device, group, at, ...(deviceAt !== undefined && { deviceAt }), samples };
    return { is: 'report', report, ...(id !== undefined && { id }) };
  }

  /**
   * A broker that lost our session tells its retained messages again. One that is the last we
   * heard says nothing new, and must not make a good value doubtful.
   */
  #isAsBefore({ topic, payload, replayed }: Message): boolean {
    const digest = hash('sha1', payload, 'base64');
    if (replayed) return this.#digests.get(topic) === digest;
    this.#digests.delete(topic);
    this.#digests.set(topic, digest);
    if (this.#digests.size > MAX_TOPICS) this.#digests.delete(this.#digests.keys().next().value!);
    return false;
  }
}

/** Whatever a payload does to the decoder, it is that payload's error and must not come back. */
function asDeviceError(error: unknown, topic: string): DeviceError {
  if (error instanceof DeviceError) return error;
  return new DeviceError('payload', `${topic}: ${String(error)}`, { cause: error });
}

/** A retained message without a time of its own: nobody knows how old it is. */
function doubtAge(sample: Sample): Sample {
  return sample.quality === 'good' ? { ...sample, quality: 'uncertain', reason: 'clock' } : sample;
}

/** What is wrong with a message whose values are not all good. A sentinel is no mistake. */
function faultOf(samples: readonly Sample[], topic: string): DeviceError | undefined {
  const doubtful = samples.find(({ reason }) => reason !== undefined && reason !== 'sentinel');
  if (doubtful === undefined) return undefined;
  if (doubtful.reason === 'clock') {
    return new DeviceError('clock', `${topic}: its time is none; expected ISO 8601 with a zone`);
  }
  const found = `${topic}: ${doubtful.signal} is not a value of its type (${doubtful.reason})`;
  return new DeviceError('payload', found);
}
