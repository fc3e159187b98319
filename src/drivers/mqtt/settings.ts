/** What an MQTT connection in `config/devices.yaml` may say. Nothing is opened here. */
import { z } from 'zod';

const EMBEDDED = 'embedded';
const WANTED = 'expected embedded, mqtt://host:port or mqtts://host:port';

/** Keys that mean something only to an outside broker. */
const OUTSIDE_KEYS = ['version', 'username', 'password-file'] as const;

export const mqttConnectionSchema = z
  .strictObject({
    mqtt: z.string().meta({
      description: 'embedded: the gateway’s own broker; else the address of another',
      examples: [EMBEDDED, 'mqtts://broker.example:8883'],
    }),
    version: z
      .literal([4, 5], 'expected 4 (MQTT 3.1.1) or 5')
      .optional()
      .meta({ description: '5 where nothing is said; 4 means MQTT 3.1.1' }),
    username: z.string({ error: 'expected text: quote it' }).min(1).optional(),
    'password-file': z.string().min(1).optional(),
  })
  .superRefine((entry, context) => {
    const complain = (key: keyof typeof entry, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message });
    if (entry.mqtt === EMBEDDED) {
      for (const key of OUTSIDE_KEYS) {
        if (entry[key] !== undefined) complain(key, 'belongs to an outside broker');
      }
      return;
    }
    const fault = addressFault(entry.mqtt);
    if (fault !== undefined) complain('mqtt', `${fault}; ${WANTED}`);
    if (entry['password-file'] !== undefined && entry.username === undefined) {
      complain('password-file', 'needs a username');
    }
  })
  .transform((entry): MqttConnection => {
    if (entry.mqtt === EMBEDDED) return { broker: 'embedded' };
    const { username, 'password-file': passwordFile } = entry;
    return {
      broker: 'outside',
      url: entry.mqtt,
      version: entry.version ?? 5,
      ...(username !== undefined && { username }),
      ...(passwordFile !== undefined && { passwordFile }),
    };
  });

export type MqttConnection = { broker: 'embedded' } | OutsideConnection;

export interface OutsideConnection {
  broker: 'outside';
  url: string;
  /** 4 is MQTT 3.1.1. */
  version: 4 | 5;
  username?: string;
  /** Relative to the config folder. */
  passwordFile?: string;
}

function addressFault(text: string): string | undefined {
  if (!URL.canParse(text)) return 'no address';
  const url = new URL(text);
  if (url.protocol !== 'mqtt:' && url.protocol !== 'mqtts:') return 'neither mqtt:// nor mqtts://';
  if (url.hostname === '') return 'no host';
  if (url.username !== '' || url.password !== '') {
    return 'a password does not belong here: use username and password-file';
  }
  return /^\/?$/.test(url.pathname) && url.search === '' ? undefined : 'more than host and port';
}
