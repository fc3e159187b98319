/**
 * Milesight EM300-ZLD through ChirpStack v4 (`water.md` 3.3): an uplink at once when it gets wet or
 * dry and every 30 minutes, as binary (`data`) and decoded by the server's codec (`object`).
 */
import { batteryOf, type LeakSensor } from '../models/leak-sensor.ts';
import type { Random } from '../models/random.ts';
import { type Uplink, uplinkMessage } from './chirpstack-uplink.ts';
import { createMqttFace, type MqttFace } from './mqtt-face.ts';

const CHECK_IN_MS = 30 * 60_000;
/** Application port of Milesight uplinks. */
const PORT = 85;

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
      const said = { ...content(sensor, climate), fCnt: frame };
      return [uplinkMessage({ ...uplink, model: 'EM300-ZLD', nowMs }, said, random)];
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
