/** The faults that are on now, of the world and of the wire, and their coming and going. */
import type { Building } from './building.ts';
import type { Face } from './device-faces.ts';
import type { AnswerFault, PayloadFault } from './faces/wire-fault.ts';
import { type Fault, isWireFault, type WireFault, type WorldFault } from './fault.ts';
import { applyFaults } from './world.ts';
import { checkName, checkWorldFault } from './world-check.ts';

export interface ActiveFault {
  id: string;
  fault: Fault;
  /** Simulated ms. */
  since: number;
}

export interface ActiveFaults {
  check(fault: Fault): string | undefined;
  start(fault: Fault): string;
  end(id: string): boolean;
  /** Ends those of the world that an action undoes. */
  endAll(isUndone: (fault: WorldFault) => boolean): void;
  list(): readonly ActiveFault[];
  answerFault(device: string): AnswerFault | undefined;
  payloadFault(device: string): PayloadFault | undefined;
}

export function createActiveFaults(
  building: Building,
  faces: ReadonlyMap<string, Face>,
): ActiveFaults {
  let active: readonly ActiveFault[] = [];
  let started = 0;

  const settle = (changed: Fault) => {
    if (isWireFault(changed)) {
      const face = faces.get(changed.device);
      if (face?.protocol === 'mqtt') face.reportSoon();
      return;
    }
    applyFaults(building, active.map(({ fault }) => fault).filter(isWorldFault), changed);
  };
  const end = (id: string): boolean => {
    const ended = active.find((entry) => entry.id === id);
    if (!ended) return false;
    active = active.filter((entry) => entry !== ended);
    settle(ended.fault);
    return true;
  };
  /** The newest of a device's faults counts. */
  const newestOf = <Key extends 'answers' | 'payload'>(device: string, key: Key) => {
    const entry = active.findLast(({ fault }) => isOfWire(fault, device, key));
    return entry?.fault as Extract<WireFault, Record<Key, unknown>> | undefined;
  };

  return {
    check: (fault) =>
      isWireFault(fault) ? checkWireFault(fault, faces) : checkWorldFault(building, fault),
    start(fault) {
      started += 1;
      const id = `S-${started}`;
      active = [...active, { id, fault, since: building.nowMs }];
      settle(fault);
      return id;
    },
    end,
    endAll(isUndone) {
      for (const { id, fault } of active) if (isWorldFault(fault) && isUndone(fault)) end(id);
    },
    list: () => active,
    answerFault: (device) => newestOf(device, 'answers')?.answers,
    payloadFault: (device) => newestOf(device, 'payload')?.payload,
  };
}

function isWorldFault(fault: Fault): fault is WorldFault {
  return !isWireFault(fault);
}

function isOfWire(fault: Fault, device: string, key: string): boolean {
  return isWireFault(fault) && fault.device === device && key in fault;
}

function checkWireFault(fault: WireFault, faces: ReadonlyMap<string, Face>): string | undefined {
  const face = faces.get(fault.device);
  if (!face) return checkName('simulated device', fault.device, faces);
  if ('payload' in fault) {
    if (face.protocol === 'mqtt') return undefined;
    return `${fault.device} speaks Modbus and has no payload; use answers`;
  }
  if (face.protocol === 'modbus' || fault.answers === 'never') return undefined;
  return `${fault.device} speaks MQTT and is never asked; use answers: never, or payload`;
}
