/**
 * What a lift's controller reports of itself: its mode, and the codes of GB/T 24476 that hold now
 * (`lifts.md` 1.1), several at once. It sees its own drive, chain and doors, no people.
 */
import type { ControllerMode, Lift } from './lift.ts';
import { isInDoorZone, overTravel } from './shaft.ts';

/** An opened safety chain makes a controller leave normal operation: it stops. */
export function controllerMode(lift: Lift): ControllerMode {
  if (lift.isInInspection) return 'inspection';
  if (lift.faults.mode !== undefined) return lift.faults.mode;
  if (lift.isOnRescueDevice) return 'emergency-power';
  return lift.isStruck || !lift.hasMains ? 'stopped' : 'normal';
}

const CODE_OF_MODE: Partial<Record<ControllerMode, number>> = {
  stopped: 42,
  inspection: 43,
  'fire-return': 44,
  firefighter: 45,
  'emergency-power': 46,
  earthquake: 47,
};

/** Ascending; empty while all is well. */
export function controllerCodes(lift: Lift): number[] {
  const { faults, isStruck, positionM, shaft } = lift;
  const isLevel = isInDoorZone(shaft, positionM);
  const codes: (number | false | undefined)[] = [
    isStruck && !isLevel && 1,
    isStruck && faults.doorsStuckClosed && isLevel && 3,
    isStruck && !isLevel && lift.speedMs === 0 && 4,
    !lift.hasMains && 41,
    CODE_OF_MODE[controllerMode(lift)],
    lift.alarmButton && 90,
    overTravel(shaft, positionM) === 'bottom' && 91,
    overTravel(shaft, positionM) === 'top' && 92,
  ];
  return codes.filter((code) => typeof code === 'number');
}
