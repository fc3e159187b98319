/** One MQTT message, whichever broker it came through. */
export interface Message {
  topic: string;
  payload: Uint8Array;
  qos: 0 | 1 | 2;
  /** A retained message told again at a subscription: of unknown age, not news. */
  replayed: boolean;
}

/** A sensor's message has a few hundred bytes; a larger one than this is counted, never parsed. */
export const MAX_PAYLOAD_BYTES = 256 * 1024;
