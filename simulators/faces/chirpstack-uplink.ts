/** How ChirpStack v4 hands on a LoRaWAN device's uplink (`water.md` 3.3, its `events.md`). */
import type { Random } from '../models/random.ts';
import type { MqttMessage } from './mqtt-face.ts';

/** The server's application; the gateway listens to any. */
const APPLICATION = '3d1b8f3c-5b0e-4a55-9a7e-6f0c1a2b3c4d';

export interface Uplink {
  devEui: string;
  deviceName: string;
  /** Wall time at simulated time zero, ms since 1970. */
  epochMs: number;
}

/** `content`: what the device itself says, with its frame counter. */
export function uplinkMessage(
  uplink: Uplink & { model: string; nowMs: number },
  content: object,
  random: Random,
): MqttMessage {
  const time = new Date(uplink.epochMs + uplink.nowMs).toISOString();
  const event = { ...envelope(uplink, random), ...content, time };
  const topic = `application/${APPLICATION}/device/${uplink.devEui}/event/up`;
  return { topic, payload: JSON.stringify(event), retain: false, qos: 1 };
}

/** protobuf-JSON leaves out what is zero or false: `confirmed` and `dr` 0 are not there. */
function envelope({ devEui, deviceName, model }: Uplink & { model: string }, random: Random) {
  return {
    deduplicationId: uuid(random),
    deviceInfo: {
      tenantId: '52f14cd4-c6f1-4fbd-8f87-4025e1d49242',
      tenantName: 'property',
      applicationId: APPLICATION,
      applicationName: 'leak',
      deviceProfileId: '14855bf7-d10d-4aee-b618-ebfcb64dc7ad',
      deviceProfileName: model,
      deviceName,
      devEui,
      tags: {},
    },
    devAddr: `00${devEui.slice(-6)}`,
    adr: true,
    dr: 5,
    rxInfo: [
      {
        gatewayId: '24e124fffef12345',
        uplinkId: random.whole(1, 2 ** 31),
        rssi: -random.whole(60, 110),
        snr: random.whole(-20, 100) / 10,
      },
    ],
    txInfo: { frequency: 486_300_000, modulation: { lora: { bandwidth: 125_000 } } },
  };
}

/** A version 4 UUID of seeded digits. */
function uuid(random: Random): string {
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => random.whole(0, 15).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
}
