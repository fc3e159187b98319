/**
 * Milesight EM300-ZLD through ChirpStack v4 (`water.md` 3.3): an uplink at once when it gets wet or
 * dry and every 30 minutes, as binary (`data`) and decoded by the server's codec (`object`).
 */
import { batteryOf, type LeakSensor } from '../models/leak-sensor.ts';
import type { Random } from '../models/random.ts';
import { createMqttFace, type MqttFace } from './mqtt-face.ts';

const CHECK_IN_MS = 30 * 60_000;
/** Application port of Milesight uplinks. */
const PORT = 85;

/** The server's application; the gateway listens to any. */
const APPLICATION = '3d1b8f3c-5b0e-4a55-9a7e-6f0c1a2b3c4d';

export interface Uplink {
  devEui: string;
  deviceName: string;
  /** Wall time at simulated time zero, ms since 1970. */
  epochMs: number;
}

interface Climate {
  battery: number;
  temperature: number;
  humidity: number;
}

export function createMilesightEm300Zld(
  sensor: LeakSensor,
  uplink: Uplink,
  random: Random,
): MqttFace {
  const battery = random.whole(80, 100);
  let frame = random.whole(100, 5_000);
  return createMqttFace({
    checkInMs: CHECK_IN_MS,
    revision: () => sensor.revision,
    report: (nowMs) => {
      const climate = {
        battery: batteryOf(sensor, battery),
        temperature: random.whole(165, 195) / 10,
        humidity: random.whole(100, 130) / 2,
      };
      frame += 1;
      const time = new Date(uplink.epochMs + nowMs).toISOString();
      const event = { ...envelope(uplink, random), ...content(sensor, climate), time, fCnt: frame };
      const topic = `application/${APPLICATION}/device/${uplink.devEui}/event/up`;
      return [{ topic, payload: JSON.stringify(event), retain: false, qos: 1 }];
    },
  });
}

function content(sensor: LeakSensor, climate: Climate) {
  return {
    fPort: PORT,
    data: Buffer.from(frameBytes(sensor.isWet, climate)).toString('base64'),
    object: { ...climate, leakage_status: sensor.isWet ? 'leak' : 'normal' },
  };
}

/** `01 75` battery, `03 67` temperature ×10, `04 68` humidity ×2, `05 00` leak. */
function frameBytes(isWet: boolean, climate: Climate): Uint8Array {
  const tenths = Math.round(climate.temperature * 10) & 0xffff;
  return Uint8Array.of(
    ...[0x01, 0x75, climate.battery],
    ...[0x03, 0x67, tenths & 0xff, tenths >> 8],
    ...[0x04, 0x68, climate.humidity * 2],
    ...[0x05, 0x00, isWet ? 1 : 0],
  );
}

/** protobuf-JSON leaves out what is zero or false: `confirmed` and `dr` 0 are not there. */
function envelope({ devEui, deviceName }: Uplink, random: Random) {
  return {
    deduplicationId: uuid(random),
    deviceInfo: {
      tenantId: '52f14cd4-c6f1-4fbd-8f87-4025e1d49242',
      tenantName: 'property',
      applicationId: APPLICATION,
      applicationName: 'leak',
      deviceProfileId: '14855bf7-d10d-4aee-b618-ebfcb64dc7ad',
      deviceProfileName: 'EM300-ZLD',
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
