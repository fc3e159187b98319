/**
 * One channel of an I/O module as a device of its own: the same points, further on in the module's
 * table. A contact that is closed at rest reads the other way round.
 */
import type { ModbusProfile } from './profile.ts';
import type { RegisterPoint } from './register-point.ts';

export interface Channel {
  /** Counted from one, as on the module's front. */
  channel: number;
  /** `closed`: the contact opens when what it watches acts (常闭). */
  normally: 'open' | 'closed';
}

/** The profile as this channel is read; it must have `channels`. */
export function atChannel(profile: ModbusProfile, { channel, normally }: Channel): ModbusProfile {
  const offset = (channel - 1) * (profile.modbus.channels?.apart ?? 0);
  const moved = Object.entries(profile.points).map(([name, point]) => [
    name,
    normally === 'closed' ? inverted(at(point, offset)) : at(point, offset),
  ]);
  return { ...profile, points: Object.fromEntries(moved) };
}

function at(point: RegisterPoint, offset: number): RegisterPoint {
  return { ...point, at: point.at + offset };
}

function inverted(point: RegisterPoint): RegisterPoint {
  const { conversion } = point;
  if (conversion.signalType !== 'bool') return point;
  return { ...point, conversion: { ...conversion, invert: conversion.invert !== true } };
}
