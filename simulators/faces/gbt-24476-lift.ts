/**
 * A lift's controller by way of a platform that speaks the fields of GB/T 24476 (`lifts.md` 1.1):
 * at once on a change, and every minute. It has a battery, so it goes on in a power cut.
 */
import { RATED_SPEED_MS } from '../models/drive.ts';
import { CONTROLLER_MODES, type Lift } from '../models/lift.ts';
import { controllerCodes, controllerMode } from '../models/lift-codes.ts';
import { isInDoorZone, nearestFloor, STOREY_M } from '../models/shaft.ts';
import { createMqttFace, type MqttFace } from './mqtt-face.ts';

const CHECK_IN_MS = 60_000;

export interface LiftRegistration {
  /** Of the lift, as the authority knows it. */
  registration: string;
  /** Wall time at simulated time zero, ms since 1970. */
  epochMs: number;
}

export function createGbt24476Lift(lift: Lift, of: LiftRegistration): MqttFace {
  let seenRevision = -1;
  let told = '';
  let revision = 0;
  return createMqttFace({
    checkInMs: CHECK_IN_MS,
    revision() {
      if (lift.revision === seenRevision) return revision;
      seenRevision = lift.revision;
      const now = JSON.stringify(state(lift));
      if (now !== told) revision += 1;
      told = now;
      return revision;
    },
    report: (nowMs) => [
      {
        topic: `lifts/${of.registration}/state`,
        payload: JSON.stringify({
          Identification_Number: of.registration,
          Time_Stamps: new Date(of.epochMs + nowMs).toISOString(),
          ...state(lift),
          Total_Running_Time: Math.floor((lift.floorsRun * STOREY_M) / RATED_SPEED_MS / 3_600),
          Present_Counter_Value: lift.runs,
        }),
        retain: false,
        qos: 1,
      },
    ],
  });
}

function state(lift: Lift) {
  return {
    Service_Mode: CONTROLLER_MODES.indexOf(controllerMode(lift)),
    Car_Status: lift.speedMs === 0 ? 0 : 1,
    Car_Direction: lift.speedMs === 0 ? 0 : lift.speedMs > 0 ? 1 : 2,
    Door_Zone: isInDoorZone(lift.shaft, lift.positionM),
    Car_Position: nearestFloor(lift.shaft, lift.positionM),
    Door_Status: lift.doors.state === 'closed',
    Passenger_Status: lift.presence.sees,
    Message_Code: controllerCodes(lift),
  };
}
