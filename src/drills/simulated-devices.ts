/** The configured devices as the simulators want to know them. */
import type { SimulatedDevice } from '../../simulators/device-faces.ts';
import type { Config } from '../config/load.ts';

export function simulatedDevices({ devices }: Pick<Config, 'devices'>): SimulatedDevice[] {
  return devices.map(({ profile, on, id, asset, unit, placeholders, channel }) => ({
    id,
    asset,
    profile: profile.profile,
    connection: on,
    placeholders,
    ...(unit === undefined ? {} : { unit }),
    ...(channel === undefined ? {} : { channel }),
  }));
}
