/** One question on a connection of its own: for commissioning, never for polling. */
import { DeviceError } from '../../core/error.ts';
import type { Question } from './line.ts';
import type { ModbusConnection } from './settings.ts';
import { TcpLine } from './tcp-line.ts';

/** The answer's data bytes, or in words why there are none. */
export interface Asked {
  bytes?: Uint8Array;
  problem?: string;
}

/** Longer than the connect and the question's own limit together. */
const PATIENCE_MS = 6_000;

export function askOnce(settings: ModbusConnection, question: Question): Promise<Asked> {
  return new Promise((resolve) => {
    const { host, port, timeoutMs } = settings;
    const end = (asked: Asked): void => {
      clearTimeout(timer);
      line.close();
      resolve(asked);
    };
    const timer = setTimeout(
      () => end({ problem: `no answer within ${timeoutMs} ms` }),
      PATIENCE_MS + timeoutMs,
    );
    const line = new TcpLine(
      { host, port, maxInFlight: 1 },
      {
        opened() {
          const { unit, function: kind, start, count } = question;
          const asked = { unit, function: kind, start, count };
          const expiry = setTimeout(() => line.expire(Number.POSITIVE_INFINITY), timeoutMs);
          line.ask(asked, 0, (answer) => {
            clearTimeout(expiry);
            end(answer instanceof DeviceError ? { problem: answer.message } : { bytes: answer });
          });
          line.flush();
        },
        closed: (error) => end({ problem: error.message }),
        stray() {},
      },
    );
    line.open();
  });
}
