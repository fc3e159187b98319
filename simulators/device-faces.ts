/** Which face shows which part of the building to the wire: one entry a simulated profile. */
import type { Building } from './building.ts';
import { createApcSmartUps } from './faces/apc-smart-ups.ts';
import { createAqaraSjcgq11lm } from './faces/aqara-sjcgq11lm.ts';
import { createEastronSdm630 } from './faces/eastron-sdm630.ts';
import { createLiftCarTopBox } from './faces/lift-car-top-box.ts';
import { createMilesightEm300Zld } from './faces/milesight-em300-zld.ts';
import type { ModbusFace } from './faces/modbus-face.ts';
import type { MqttFace } from './faces/mqtt-face.ts';
import { createRleSeahawkLd } from './faces/rle-seahawk-ld.ts';
import { createSchneiderNsx } from './faces/schneider-nsx.ts';
import { createSumpLevelController } from './faces/sump-level-controller.ts';
import { createRandom, type Random } from './models/random.ts';

/** One installed device, as the simulator needs to know it. */
export interface SimulatedDevice {
  id: string;
  /** Id of its profile. */
  profile: string;
  asset: string;
  /** Modbus unit id. */
  unit?: number;
  /** What stands for `<name>` and other placeholders in the profile's topics. */
  placeholders: Readonly<Record<string, string>>;
  /** Id of its connection. */
  connection: string;
}

export type Face = ModbusFace | MqttFace;

export interface FaceOptions {
  building: Building;
  seed: number;
  /** Wall time at simulated time zero, ms since 1970. */
  epochMs: number;
}

/** Throws where the profile has no face or the asset is of another kind: words for an engineer. */
export function createFace(device: SimulatedDevice, options: FaceOptions): Face {
  const create = FACES[device.profile];
  if (!create) {
    const known = Object.keys(FACES).join(', ');
    throw new Error(
      `device ${device.id}: profile ${device.profile} has no simulator; simulated are ${known}`,
    );
  }
  const { seed, epochMs, building } = options;
  return create({ device, building, epochMs, random: createRandom(seed, `device/${device.id}`) });
}

interface Place {
  device: SimulatedDevice;
  building: Building;
  epochMs: number;
  random: Random;
}

const FACES: Record<string, (place: Place) => Face> = {
  'lift-car-top-box': (place) => createLiftCarTopBox(find(place, place.building.lifts, 'lift')),
  'eastron-sdm630': (place) =>
    createEastronSdm630(find(place, place.building.power.meters, 'meter')),
  'schneider-nsx': (place) =>
    createSchneiderNsx(find(place, place.building.power.breakers, 'breaker')),
  'apc-smart-ups': (place) => createApcSmartUps(find(place, place.building.power.upses, 'ups')),
  'rle-seahawk-ld': (place) => createRleSeahawkLd(findLeak(place)),
  'sump-level-controller': (place) =>
    createSumpLevelController(find(place, place.building.water.sumps, 'sump')),
  'aqara-sjcgq11lm': (place) =>
    createAqaraSjcgq11lm(findLeak(place), placeholder(place, 'name'), place.random),
  'milesight-em300-zld': (place) =>
    createMilesightEm300Zld(
      findLeak(place),
      {
        devEui: placeholder(place, 'dev-eui'),
        deviceName: place.device.id,
        epochMs: place.epochMs,
      },
      place.random,
    ),
};

function findLeak(place: Place) {
  return find(place, place.building.water.leakSensors, 'leak');
}

function find<T>({ device }: Place, parts: ReadonlyMap<string, T>, kind: string): T {
  const part = parts.get(device.asset);
  if (part !== undefined) return part;
  const { id, profile, asset } = device;
  throw new Error(`device ${id}: ${asset} is no asset of kind ${kind}; a ${profile} reads one`);
}

function placeholder({ device }: Place, name: string): string {
  const text = device.placeholders[name];
  if (text !== undefined) return text;
  throw new Error(`device ${device.id}: ${name} is missing; its profile's topic needs <${name}>`);
}
