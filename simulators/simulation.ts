/**
 * The simulated site as the rest of the program sees it: it lives on in simulated time, its devices
 * answer and speak, and faults and actions can be brought into it. Live mode drives it by a clock
 * (`live.ts`), a drill by its own virtual time; it opens no socket itself.
 */
import { assert } from '../src/core/error.ts';
import type { Site } from '../src/core/site/site.ts';
import type { Action } from './action.ts';
import { type ActiveFault, type ActiveFaults, createActiveFaults } from './active-faults.ts';
import { type Building, createBuilding } from './building.ts';
import { createFace, type Face, type SimulatedDevice } from './device-faces.ts';
import { breakAnswer } from './faces/broken-answer.ts';
import { breakPayload } from './faces/broken-payload.ts';
import type { Reply } from './faces/modbus-server.ts';
import type { MqttMessage } from './faces/mqtt-face.ts';
import type { AnswerFault } from './faces/wire-fault.ts';
import type { Fault } from './fault.ts';
import { msOfDay } from './local-time.ts';
import { act, endsFault } from './world.ts';
import { checkAction } from './world-check.ts';

export interface SimulationOptions {
  site: Site;
  devices: readonly SimulatedDevice[];
  seed: number;
  /** Wall time at simulated time zero, ms since 1970; with the site's time zone a time of day. */
  epochMs: number;
}

export interface DeviceMessage extends MqttMessage {
  device: string;
  connection: string;
  /** Simulated ms. */
  atMs: number;
}

export interface Simulation {
  readonly building: Building;
  readonly devices: readonly SimulatedDevice[];
  /** Simulated time, ms since the start. */
  readonly nowMs: number;
  /** Lives on until then. */
  advance(toMs: number): void;
  /** A Modbus device's answer, and what is wrong with it on the wire. Do not write into it. */
  answer(device: string, pdu: Uint8Array): Reply;
  /** One exchange without a socket: the bytes, or what a client is left with. */
  virtualExchange(device: string, pdu: Uint8Array): Uint8Array | 'timeout';
  /** What MQTT devices have said since the last call, in the order of time. */
  takeMessages(): DeviceMessage[];
  /** In words what is wrong with it for this site; undefined where nothing is. */
  checkFault(fault: Fault): string | undefined;
  checkAction(action: Action): string | undefined;
  /** The fault must have passed `checkFault`. Returns its id. */
  startFault(fault: Fault): string;
  /** Undoes its cause. False where no such fault is active. */
  endFault(id: string): boolean;
  /** The action must have passed `checkAction`. It ends the faults whose cause it undoes. */
  act(action: Action): void;
  faults(): readonly ActiveFault[];
}

/** Devices' own electronics and MQTT devices are looked at once a simulated second. */
const DEVICE_TICK_MS = 1_000;

export function createSimulation(options: SimulationOptions): Simulation {
  const { site, devices, seed, epochMs } = options;
  const startMs = msOfDay(epochMs, site.site.timezone);
  const building = createBuilding({ site, seed, startMs });
  const faces = new Map(
    devices.map((device) => [device.id, createFace(device, { building, devices, seed, epochMs })]),
  );
  const faults = createActiveFaults(building, faces);
  const talk = createTalk(devices, faces, faults);
  talk.tick(0);

  const answer = (id: string, pdu: Uint8Array): Reply => {
    const face = faces.get(id);
    assert(face?.protocol === 'modbus', `${id} is no simulated Modbus device`);
    return { pdu: face.respond(pdu), fault: faults.answerFault(id) };
  };

  return {
    building,
    devices,
    get nowMs() {
      return building.nowMs;
    },
    advance(toMs) {
      for (;;) {
        const secondMs = (Math.floor(building.nowMs / DEVICE_TICK_MS) + 1) * DEVICE_TICK_MS;
        building.advance(Math.min(secondMs, toMs));
        if (building.nowMs < secondMs) return;
        talk.tick(secondMs);
      }
    },
    answer,
    virtualExchange(id, pdu) {
      const reply = answer(id, pdu);
      return isUnheard(reply.fault) ? 'timeout' : breakAnswer(reply.pdu, reply.fault);
    },
    takeMessages: talk.take,
    checkFault: faults.check,
    checkAction: (action) => checkAction(building, action),
    startFault(fault) {
      const problem = faults.check(fault);
      assert(problem === undefined, `a fault that does not fit the site: ${problem}`);
      return faults.start(fault);
    },
    endFault: faults.end,
    act(action) {
      const problem = checkAction(building, action);
      assert(problem === undefined, `an action that does not fit the site: ${problem}`);
      faults.endAll((fault) => endsFault(action, fault));
      act(building, action);
    },
    faults: faults.list,
  };
}

/** A client refuses an answer with a foreign header, so that it waits in vain. */
function isUnheard(fault: AnswerFault | undefined): boolean {
  return fault !== undefined && fault !== 'short' && fault !== 'exception';
}

/** Messages that nobody takes; beyond it the oldest are dropped, as by a broker that lags. */
const MESSAGE_LIMIT = 100_000;

/** The devices' own clockwork, and what they say. */
function createTalk(
  devices: readonly SimulatedDevice[],
  faces: ReadonlyMap<string, Face>,
  faults: ActiveFaults,
) {
  let messages: DeviceMessage[] = [];
  const speak = ({ id, connection }: SimulatedDevice, face: Face, atMs: number) => {
    if (face.protocol === 'modbus') {
      face.tick?.(atMs);
      return;
    }
    const payloadFault = faults.payloadFault(id);
    for (const said of face.messages(atMs, faults.answerFault(id) === 'never')) {
      const message = payloadFault ? breakPayload(said, payloadFault) : said;
      messages.push({ ...message, device: id, connection, atMs });
    }
  };
  return {
    tick(atMs: number) {
      for (const device of devices) speak(device, faces.get(device.id)!, atMs);
      if (messages.length > MESSAGE_LIMIT) messages = messages.slice(-MESSAGE_LIMIT);
    },
    take() {
      const taken = messages;
      messages = [];
      return taken;
    },
  };
}
