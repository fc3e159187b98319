/**
 * Which sound is due for which alarms: three tones by priority, unlike any telephone, repeated
 * until acknowledged. One for each incident and not for each alarm: an alarm flood is no noise.
 */
import type { AlarmInfo, AlarmState, Priority } from '../../api/contract.ts';
import type { CheckIn } from '../data/absence.ts';

export interface Pulse {
  frequencyHz: number;
  lengthMs: number;
  pauseMs: number;
}

export interface Tone {
  pulses: readonly Pulse[];
  /** From the beginning of one round to that of the next. */
  everyMs: number;
}

const pulse = (frequencyHz: number, lengthMs: number, pauseMs: number): Pulse => {
  return { frequencyHz, lengthMs, pauseMs };
};

/** The fundamentals lie between 500 and 1000 Hz, where old ears still hear. Low makes no sound. */
export const TONES: Record<Exclude<Priority, 'low'>, Tone> = {
  critical: {
    pulses: [pulse(988, 130, 60), pulse(740, 130, 60), pulse(988, 130, 60), pulse(740, 220, 0)],
    everyMs: 2_000,
  },
  high: { pulses: [pulse(784, 220, 120), pulse(784, 220, 0)], everyMs: 5_000 },
  medium: { pulses: [pulse(587, 300, 0)], everyMs: 15_000 },
};

/** Rounds that follow each other in one cycle; more incidents than that are one noise anyway. */
const ROUNDS_LIMIT = 3;

const ORDER: readonly Priority[] = ['critical', 'high', 'medium', 'low'];
const UNACKNOWLEDGED: readonly AlarmState[] = [
  'unacknowledged',
  'returned',
  'latched-unacknowledged',
];

export interface SoundPlan {
  tone: Tone;
  /** How often the tone sounds in one cycle: once for each incident of this priority. */
  rounds: number;
}

export function isUnacknowledged(alarm: AlarmInfo): boolean {
  return UNACKNOWLEDGED.includes(alarm.state);
}

export function planSound(alarms: readonly AlarmInfo[]): SoundPlan | undefined {
  const loudest = new Map<string, Priority>();
  for (const alarm of alarms.filter(isUnacknowledged)) {
    const group = alarm.incident ?? alarm.id;
    const known = loudest.get(group) ?? 'low';
    loudest.set(group, rank(alarm.priority) < rank(known) ? alarm.priority : known);
  }
  const priorities = [...loudest.values()];
  const top = ORDER.find((priority) => priorities.includes(priority));
  if (top === undefined || top === 'low') return undefined;
  const rounds = priorities.filter((priority) => priority === top).length;
  return { tone: TONES[top], rounds: Math.min(rounds, ROUNDS_LIMIT) };
}

/** Of one's own check-in while away from the desk: a reminder, then what was missed. */
export function planCheckInSound(checkIn: CheckIn): SoundPlan | undefined {
  if (checkIn === 'ahead') return undefined;
  return { tone: checkIn === 'soon' ? TONES.medium : TONES.high, rounds: 1 };
}

function rank(priority: Priority): number {
  return ORDER.indexOf(priority);
}
