/**
 * Milesight EM300-TH through ChirpStack v4: a room's air, as binary (`data`) and decoded by the
 * server's codec (`object`), every ten minutes and when it has moved.
 */
import type { Climate } from '../models/climate.ts';
import type { Random } from '../models/random.ts';
import { type Uplink, uplinkMessage } from './chirpstack-uplink.ts';
import { createMqttFace, type MqttFace } from './mqtt-face.ts';

const CHECK_IN_MS = 10 * 60_000;
/** Application port of Milesight uplinks. */
const PORT = 85;

export function createMilesightEm300Th(room: Climate, uplink: Uplink, random: Random): MqttFace {
  const battery = random.whole(80, 100);
  let frame = random.whole(100, 5_000);
  return createMqttFace({
    checkInMs: CHECK_IN_MS,
    revision: () => room.revision,
    report: (nowMs) => {
      frame += 1;
      const temperature = Math.round(room.temperature * 10) / 10;
      const object = { battery, temperature, humidity: room.humidity };
      const data = Buffer.from(frameBytes(object)).toString('base64');
      const said = { fPort: PORT, data, object, fCnt: frame };
      return [uplinkMessage({ ...uplink, model: 'EM300-TH', nowMs }, said, random)];
    },
  });
}

/** `01 75` battery, `03 67` temperature ×10 (int16, low byte first), `04 68` humidity ×2. */
function frameBytes(said: { battery: number; temperature: number; humidity: number }): Uint8Array {
  const tenths = Math.round(said.temperature * 10) & 0xffff;
  return Uint8Array.of(
    ...[0x01, 0x75, said.battery],
    ...[0x03, 0x67, tenths & 0xff, tenths >> 8],
    ...[0x04, 0x68, said.humidity * 2],
  );
}
