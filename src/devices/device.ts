/** Installed devices and the connections they are on, as `config/devices.yaml` names them. */
import type { Text } from '../core/text.ts';
import type { Channel } from './channel.ts';
import type { Profile } from './profile.ts';

/** One bus or socket. `settings` is what the driver's own parser made of the entry. */
export interface Connection<Settings = unknown> {
  id: string;
  protocol: 'modbus' | 'mqtt';
  settings: Settings;
}

/** One installed instance of a profile. */
export interface Device {
  id: string;
  profile: Profile;
  /** Id of its connection. */
  on: string;
  asset: string;
  /** Modbus unit id. */
  unit?: number;
  /** Of an I/O module; `profile` is already read at this channel. */
  channel?: Channel;
  /** What stands for `<name>` and other placeholders in the profile's topics. */
  placeholders: Readonly<Record<string, string>>;
  /** What a signal's codes mean; undefined where no list explains them. */
  meaningOf(signal: string, codes: string): Text | undefined;
  /** Poll interval of points that name none, ms; Modbus only. */
  everyMs?: number;
}
