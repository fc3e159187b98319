/**
 * Modbus without a socket: the same planned reads and the same decoder as live, over the bytes that
 * the simulated device would have put on the wire.
 */
import type { Simulation } from '../../simulators/simulation.ts';
import { DeviceError } from '../core/error.ts';
import type { Report } from '../core/signals/reading.ts';
import type { Device } from '../devices/device.ts';
import type { ModbusProfile } from '../devices/profile.ts';
import { planReads, type ReadBlock } from '../devices/read-plan.ts';
import { createRegisterDecoder, type RegisterDecoder } from '../devices/register-decoder.ts';

const FUNCTION_CODE = { coil: 1, discrete: 2, holding: 3, input: 4 } as const;
/** Points that name no interval, on a device that names none. */
const DEFAULT_EVERY_MS = 1_000;
/** Reads of one device are this far apart, so that not all fall on one moment. */
const PHASE_MS = 7;

export interface VirtualPoll {
  device: string;
  block: ReadBlock;
  decoder: RegisterDecoder;
  question: Uint8Array;
  /** Simulated ms. */
  dueMs: number;
}

/** Every planned read of every Modbus device. */
export function planPolls(devices: readonly Device[]): VirtualPoll[] {
  return devices.flatMap((device, index) => {
    const { profile } = device;
    if (profile.protocol !== 'modbus') return [];
    return planReads(profile, device.everyMs ?? DEFAULT_EVERY_MS).map((block) =>
      createPoll(device.id, profile, block, index * PHASE_MS),
    );
  });
}

function createPoll(
  device: string,
  profile: ModbusProfile,
  block: ReadBlock,
  dueMs: number,
): VirtualPoll {
  const { start, count } = block;
  const question = Uint8Array.of(
    FUNCTION_CODE[block.function],
    start >> 8,
    start & 0xff,
    count >> 8,
    count & 0xff,
  );
  return { device, block, decoder: createRegisterDecoder(profile, block), question, dueMs };
}

/** One read at its time. Undefined where nothing usable came back. */
export function poll(one: VirtualPoll, simulation: Simulation, at: number): Report | undefined {
  one.dueMs += one.block.everyMs;
  const answer = simulation.virtualExchange(one.device, one.question);
  if (answer === 'timeout') return undefined;
  const report = { device: one.device, group: one.block.group, at };
  if (answer[0] !== one.question[0]) return { ...report, samples: one.decoder.fail('exception') };
  try {
    return { ...report, samples: one.decoder.decode(answer.subarray(2, 2 + answer[1]!)) };
  } catch (error) {
    if (error instanceof DeviceError) return undefined;
    throw error;
  }
}
