/** What a broken MQTT device sends in place of its message. */
import type { MqttMessage } from './mqtt-face.ts';
import type { PayloadFault } from './wire-fault.ts';

/** Above any limit that a gateway would set for a sensor's message, bytes. */
const OVERSIZED_BYTES = 2 * 1024 * 1024;

/** Retained messages are the bridge's own, not the device's, and stay whole. */
export function breakPayload(message: MqttMessage, fault: PayloadFault): MqttMessage {
  if (message.retain) return message;
  return { ...message, payload: PAYLOADS[fault](message.payload) };
}

const PAYLOADS: Record<PayloadFault, (whole: MqttMessage['payload']) => MqttMessage['payload']> = {
  garbage: () => Uint8Array.of(0x7b, 0x22, 0xff, 0xfe, 0x00, 0x9c, 0x3a),
  'wrong-type': (whole) => JSON.stringify(confuse(JSON.parse(text(whole)))),
  oversized: (whole) => text(whole) + ' '.repeat(OVERSIZED_BYTES),
};

function text(payload: MqttMessage['payload']): string {
  return typeof payload === 'string' ? payload : new TextDecoder().decode(payload);
}

/** Every value becomes one of another type; names and nesting stay. */
function confuse(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(confuse);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, confuse(part)]));
  }
  return typeof value === 'string' ? [value] : `not ${value}`;
}
