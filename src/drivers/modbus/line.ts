/**
 * One wire, shared by every device on it: a TCP socket now, a serial bus or RTU over TCP later. A
 * line carries questions and answers; it knows nothing of points, due times or link states.
 */
import type { DeviceError } from '../../core/error.ts';
import type { RegisterFunction } from '../../devices/register-number.ts';

export interface Question {
  unit: number;
  function: RegisterFunction;
  start: number;
  count: number;
}

/** The data bytes as asked for (registers big-endian, bits packed), or why there are none. */
export type Answer = Uint8Array | DeviceError;

export interface Line {
  /** Connected, and fewer questions open than the line may carry. */
  readonly hasRoom: boolean;
  /** When the first open question runs out of time; Infinity: none is open. */
  readonly nextDeadline: number;
  /** Starts to connect; ends in `opened` or `closed`. */
  open(): void;
  /** `answered` is called once, unless the line is closed before: then never. */
  ask(question: Question, deadline: number, answered: (answer: Answer) => void): void;
  /** Sends what was asked since the last time, together. */
  flush(): void;
  /** Gives up the questions whose deadline has passed: their answer is a `timeout`. */
  expire(now: number): void;
  /** Drops the wire and all open questions, silently. */
  close(): void;
}

export interface LineEvents {
  opened(): void;
  /** The wire was lost or never came up; all open questions are void. */
  closed(error: DeviceError): void;
  /** An answer that belongs to no open question: late, or to somebody else. It was dropped. */
  stray(unit: number): void;
}
