/**
 * Aqara SJCGQ11LM behind Zigbee2MQTT (`water.md` 3.3): JSON on the device's topic at once when it
 * gets wet or dry and every hour, and the bridge's retained availability beside it.
 */
import { batteryOf, type LeakSensor } from '../models/leak-sensor.ts';
import type { Random } from '../models/random.ts';
import { createMqttFace, type MqttFace } from './mqtt-face.ts';

const CHECK_IN_MS = 3_600_000;
/** Zigbee2MQTT's limit for a passive device. */
const OFFLINE_AFTER_MS = 25 * 3_600_000;

/** `name`: the friendly name in Zigbee2MQTT. */
export function createAqaraSjcgq11lm(sensor: LeakSensor, name: string, random: Random): MqttFace {
  const topic = `zigbee2mqtt/${name}`;
  const voltage = random.whole(2_950, 3_060);
  const powerOutages = random.whole(0, 5);
  return createMqttFace({
    checkInMs: CHECK_IN_MS,
    offlineAfterMs: OFFLINE_AFTER_MS,
    revision: () => sensor.revision,
    report: () => [
      {
        topic,
        payload: JSON.stringify({
          battery: batteryOf(sensor, batteryPercent(voltage)),
          battery_low: sensor.faults.battery === 'low',
          device_temperature: random.whole(17, 21),
          linkquality: random.whole(60, 140),
          power_outage_count: powerOutages,
          trigger_count: 0,
          voltage,
          water_leak: sensor.isWet,
        }),
        retain: false,
        qos: 1,
      },
    ],
    availability: (isOnline) => ({
      topic: `${topic}/availability`,
      payload: JSON.stringify({ state: isOnline ? 'online' : 'offline' }),
      retain: true,
      qos: 1,
    }),
  });
}

/** The converter's range: 2850 mV is empty, 3000 mV is full. */
function batteryPercent(voltage: number): number {
  return Math.round(Math.min(1, Math.max(0, (voltage - 2_850) / 150)) * 100);
}
