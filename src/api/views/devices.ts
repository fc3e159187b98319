/** Installed devices with what their links say. */
import type { DeviceInfo } from '../contract.ts';
import type { DeviceStatus, Installation } from '../ports.ts';
import { present, type RealmView, wallAt } from './realm-view.ts';

export function deviceInfos(view: RealmView, statuses: readonly DeviceStatus[]): DeviceInfo[] {
  const byId = new Map(statuses.map((status) => [status.device, status]));
  return view.installation.devices.map((device) => deviceInfo(view, device, byId.get(device.id)));
}

function deviceInfo(
  view: RealmView,
  { id, profile, on, asset }: Installation['devices'][number],
  status: DeviceStatus | undefined,
): DeviceInfo {
  const errors = Object.entries(status?.errors ?? {}).flatMap(([kind, count]) =>
    count === undefined ? [] : [[kind, count] as const],
  );
  // A device that no driver speaks of has not been heard: it is not up.
  const { reason, cause } = status ?? {
    reason: 'no driver has asked it yet',
    cause: 'not-heard-yet',
  };
  return {
    id,
    profile: profile.profile,
    title: profile.title,
    connection: on,
    asset,
    up: status?.up ?? false,
    errors: Object.fromEntries(errors),
    ...present({ reason, cause, roundTripMs: status?.roundTripMs, intervalMs: status?.intervalMs }),
    ...wallAt(view, 'lastHeardAt', status?.lastHeardAt),
  };
}
