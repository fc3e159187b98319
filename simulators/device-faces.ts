/** Which face shows which part of the building to the wire: one entry a simulated profile. */
import type { Building } from './building.ts';
import { createApcSmartUps } from './faces/apc-smart-ups.ts';
import { createAqaraSjcgq11lm } from './faces/aqara-sjcgq11lm.ts';
import { createEastronSdm630 } from './faces/eastron-sdm630.ts';
import { createGbt24476Lift } from './faces/gbt-24476-lift.ts';
import { createGrundfosCimBooster } from './faces/grundfos-cim-booster.ts';
import { createLiftCarTopBox } from './faces/lift-car-top-box.ts';
import { createLiftControllerBlock } from './faces/lift-controller-block.ts';
import { createMilesightEm300Th } from './faces/milesight-em300-th.ts';
import { createMilesightEm300Zld } from './faces/milesight-em300-zld.ts';
import type { ModbusFace } from './faces/modbus-face.ts';
import type { MqttFace } from './faces/mqtt-face.ts';
import { createRleSeahawkLd } from './faces/rle-seahawk-ld.ts';
import { createSchneiderNsx } from './faces/schneider-nsx.ts';
import { createSiemensAtc6300 } from './faces/siemens-atc6300.ts';
import { createSmartgenHgm4000 } from './faces/smartgen-hgm4000.ts';
import { createSumpLevelController } from './faces/sump-level-controller.ts';
import { createTankLevelController } from './faces/tank-level-controller.ts';
import { createWaveshareIo8ch, type WiredContact } from './faces/waveshare-io-8ch.ts';
import { createRandom, type Random } from './models/random.ts';

/** One installed device, as the simulator needs to know it. */
export interface SimulatedDevice {
  id: string;
  /** Id of its profile. */
  profile: string;
  asset: string;
  /** Modbus unit id. */
  unit?: number;
  /** Of an I/O module: which of its inputs, and how the contact on it rests. */
  channel?: { channel: number; normally: 'open' | 'closed' };
  /** What stands for `<name>` and other placeholders in the profile's topics. */
  placeholders: Readonly<Record<string, string>>;
  /** Id of its connection. */
  connection: string;
}

export type Face = ModbusFace | MqttFace;

export interface FaceOptions {
  building: Building;
  /** All of them: the channels of one module share its answers. */
  devices: readonly SimulatedDevice[];
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
  const { seed, ...surroundings } = options;
  return create({ device, ...surroundings, random: createRandom(seed, `device/${device.id}`) });
}

interface Place {
  device: SimulatedDevice;
  devices: readonly SimulatedDevice[];
  building: Building;
  epochMs: number;
  random: Random;
}

const FACES: Record<string, (place: Place) => Face> = {
  'lift-car-top-box': (place) => createLiftCarTopBox(find(place, place.building.lifts, 'lift')),
  'lift-controller-block': (place) =>
    createLiftControllerBlock(find(place, place.building.lifts, 'lift')),
  'gbt-24476-lift': (place) =>
    createGbt24476Lift(find(place, place.building.lifts, 'lift'), {
      registration: placeholder(place, 'registration'),
      epochMs: place.epochMs,
    }),
  'eastron-sdm630': (place) =>
    createEastronSdm630(find(place, place.building.power.meters, 'meter')),
  'schneider-nsx': (place) =>
    createSchneiderNsx(
      find(place, place.building.power.breakers, 'breaker'),
      place.building.power.ties.get(place.device.asset),
    ),
  'apc-smart-ups': (place) => createApcSmartUps(find(place, place.building.power.upses, 'ups')),
  'rle-seahawk-ld': (place) => createRleSeahawkLd(findLeak(place)),
  'sump-level-controller': (place) =>
    createSumpLevelController(find(place, place.building.water.sumps, 'sump')),
  'aqara-sjcgq11lm': (place) =>
    createAqaraSjcgq11lm(findLeak(place), placeholder(place, 'name'), place.random),
  'milesight-em300-zld': (place) =>
    createMilesightEm300Zld(findLeak(place), uplinkOf(place), place.random),
  'milesight-em300-th': (place) =>
    createMilesightEm300Th(
      find(place, place.building.climates, 'room'),
      uplinkOf(place),
      place.random,
    ),
  'waveshare-io-8ch': (place) => createWaveshareIo8ch(wiredTo(place)),
  'smartgen-hgm4000': (place) =>
    createSmartgenHgm4000(find(place, place.building.power.generators, 'generator')),
  'siemens-atc6300': (place) =>
    createSiemensAtc6300(find(place, place.building.power.transferSwitches, 'transferSwitch')),
  'tank-level-controller': (place) =>
    createTankLevelController(find(place, place.building.water.tanks, 'tank')),
  'grundfos-cim-booster': (place) =>
    createGrundfosCimBooster(find(place, place.building.water.boosters, 'pump')),
};

function uplinkOf(place: Place) {
  const { device, epochMs } = place;
  return { devEui: placeholder(place, 'dev-eui'), deviceName: device.id, epochMs };
}

/** Every contact on the module that this device is a channel of. */
function wiredTo(place: Place): WiredContact[] {
  const { device, devices, building } = place;
  return devices
    .filter(({ connection, unit }) => connection === device.connection && unit === device.unit)
    .map((mate) => {
      const contact = find({ ...place, device: mate }, building.contacts, 'contact');
      if (mate.channel === undefined) throw new Error(`device ${mate.id}: its channel is missing`);
      return { contact, ...mate.channel };
    });
}

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
