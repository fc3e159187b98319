/**
 * One question whose answer is known beforehand: is this the device that the profile describes, and
 * is its byte order right? Asked at commissioning only; a live 50 Hz is no proof once power fails.
 */
import type { ModbusProfile } from './profile.ts';
import type { ReadBlock } from './read-plan.ts';
import { compileReader } from './value-type.ts';

export type Probe = Pick<ReadBlock, 'function' | 'start' | 'count'> & {
  between: readonly [number, number];
  /** `value` is NaN where the bytes are no number. */
  check(bytes: Uint8Array): { value: number; passed: boolean };
};

/** Undefined where the profile has none. */
export function probeOf(profile: ModbusProfile): Probe | undefined {
  const { probe } = profile.modbus;
  if (!probe) return undefined;
  const read = compileReader(probe.layout);
  const [lowest, highest] = probe.between;
  return {
    function: probe.function,
    start: probe.at,
    count: probe.registers,
    between: probe.between,
    check(bytes) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const raw = bytes.length >= probe.registers * 2 ? read(view, 0) : Number.NaN;
      const value = typeof raw === 'number' ? raw * probe.scale : Number.NaN;
      return { value, passed: value >= lowest && value <= highest };
    },
  };
}
