/** A real Mosquitto on a port of its own, and its own clients. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Child, runChild, startChild } from '../../support/child.ts';
import { findFreePort } from '../../support/free-port.ts';
import { createTempFolder } from '../../support/temp-folder.ts';
import { waitForPort } from '../../support/wait.ts';

export interface Mosquitto extends AsyncDisposable {
  port: number;
  /** Ends it without a word to its clients. */
  kill(): Promise<unknown>;
  publish(topic: string, payload: string | { file: string }, ...more: string[]): Promise<void>;
  /** Prints `topic payload` lines until it has heard `count`; 10 s at most. */
  listen(filter: string, count: number): Promise<Child>;
}

/** `config`: further lines of mosquitto.conf. */
export async function startMosquitto(
  options: { port?: number; config?: readonly string[] } = {},
): Promise<Mosquitto> {
  const port = options.port ?? (await findFreePort());
  const file = join(createTempFolder('mosquitto'), 'mosquitto.conf');
  const { config = ['allow_anonymous true'] } = options;
  writeFileSync(file, [`listener ${port} 127.0.0.1`, 'user root', ...config, ''].join('\n'));
  const child = await startChild('mosquitto', ['-c', file]);
  await waitForPort(port);
  const at = ['-h', '127.0.0.1', '-p', String(port)];
  return {
    port,
    kill: () => child.kill(),
    publish: async (topic, payload, ...more) => {
      const what = typeof payload === 'string' ? ['-m', payload] : ['-f', payload.file];
      const { code, output } = await runChild('mosquitto_pub', [
        ...at,
        ...['-q', '1', '-t', topic, ...what, ...more],
      ]);
      if (code !== 0) throw new Error(`mosquitto_pub: ${output}`);
    },
    listen: (filter, count) =>
      startChild('mosquitto_sub', [...at, '-t', filter, '-v', '-C', String(count), '-W', '10']),
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}
