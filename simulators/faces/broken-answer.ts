/** What a broken Modbus device answers in place of its answer, whatever carries it. */
import { DEVICE_FAILURE, exception } from './modbus-face.ts';
import type { AnswerFault } from './wire-fault.ts';

/** `short`: the last register is missing, though the byte count still announces it. */
const MISSING_BYTES = 2;

/** The PDU that such a device makes. `never`, `late` and wrong headers are the carrier's work. */
export function breakAnswer(answer: Uint8Array, fault: AnswerFault | undefined): Uint8Array {
  if (fault === 'exception') return exception(answer[0]! & 0x7f, DEVICE_FAILURE);
  if (fault === 'short') return answer.subarray(0, Math.max(1, answer.length - MISSING_BYTES));
  return answer;
}
