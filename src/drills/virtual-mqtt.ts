/** MQTT without a broker: what the simulated sensors say, through the same payload decoder. */
import type { Simulation } from '../../simulators/simulation.ts';
import { DeviceError } from '../core/error.ts';
import type { Input } from '../core/input.ts';
import type { Device } from '../devices/device.ts';
import { createPayloadDecoder, type PayloadDecoder } from '../devices/payload-decoder.ts';

/** The largest payload that the driver reads. */
const LARGEST_BYTES = 256 * 1024;

export class VirtualMqtt {
  readonly #decoders: ReadonlyMap<string, PayloadDecoder>;

  constructor(devices: readonly Device[]) {
    this.#decoders = new Map(
      devices.flatMap(({ id, profile, placeholders }) =>
        profile.protocol === 'mqtt' ? [[id, createPayloadDecoder(profile, placeholders)]] : [],
      ),
    );
  }

  /** Inputs for what was said since the last call; broken payloads are dropped, as live. */
  take(simulation: Simulation, at: (simulatedMs: number) => number): Input[] {
    return simulation.takeMessages().flatMap(({ device, topic, payload, atMs }) => {
      const bytes = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
      return this.#decode(device, topic, bytes, at(atMs));
    });
  }

  #decode(device: string, topic: string, bytes: Uint8Array, at: number): Input[] {
    if (bytes.length > LARGEST_BYTES) return [];
    try {
      const news = this.#decoders.get(device)?.decode(topic, bytes);
      if (news === undefined) return [];
      if (news.is === 'availability') {
        const reason = news.online ? {} : { reason: 'availability' };
        return [{ type: 'link', device, up: news.online, ...reason }];
      }
      const { group, samples, deviceAt } = news;
      const time = deviceAt === undefined ? {} : { deviceAt };
      return [{ type: 'reports', reports: [{ device, group, at, samples, ...time }] }];
    } catch (error) {
      if (error instanceof DeviceError) return [];
      throw error;
    }
  }
}
