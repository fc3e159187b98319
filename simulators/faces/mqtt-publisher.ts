/** Brings the messages of simulated devices to a broker, and back to it after it was away. */
import { connect, type MqttClient } from 'mqtt';
import type { MqttMessage } from './mqtt-face.ts';

export interface MqttPublisher {
  publish(messages: readonly MqttMessage[]): void;
  close(): Promise<void>;
}

export interface MqttPublisherOptions {
  url: string;
  username?: string | undefined;
  password?: string | undefined;
  /** The broker came (undefined) or went or refused (the reason). */
  onLink?(reason: string | undefined): void;
}

const RECONNECT_MS = 1_000;
/**
 * Topics held while the broker is away: the newest message of each. A message of a further topic is
 * dropped; a site of simulated devices has some hundred topics.
 */
const HELD_LIMIT = 10_000;

export function createMqttPublisher(options: MqttPublisherOptions): MqttPublisher {
  const { url, username, password, onLink } = options;
  const client = connect(url, {
    reconnectPeriod: RECONNECT_MS,
    // What is not sent is held here, once a topic, not in the client's queue without a limit.
    queueQoSZero: false,
    resubscribe: false,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
  });
  const held = new Map<string, MqttMessage>();
  client.on('connect', () => {
    onLink?.(undefined);
    for (const message of held.values()) send(client, message);
    held.clear();
  });
  client.on('offline', () => onLink?.('the broker is away'));
  client.on('error', (error) => onLink?.(error.message));
  return {
    publish(messages) {
      for (const message of messages) {
        if (client.connected) send(client, message);
        else if (held.has(message.topic) || held.size < HELD_LIMIT) {
          held.set(message.topic, message);
        }
      }
    },
    close: () => client.endAsync(true),
  };
}

/** An unacknowledged message is sent again by the client itself once the broker is back. */
function send(client: MqttClient, { topic, payload, retain, qos }: MqttMessage): void {
  client.publish(topic, typeof payload === 'string' ? payload : Buffer.from(payload), {
    qos,
    retain,
  });
}
