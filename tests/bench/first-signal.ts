/** Starts the demo site and waits for the first signal that is good, as any MQTT client sees it. */
import { connectAsync } from 'mqtt';
import type { Child } from '../support/child.ts';
import { runScript } from './program.ts';

/** A start that takes longer than this has failed. */
const LIMIT = { withinMs: 60_000, everyMs: 5 };

export interface Started {
  gateway: Child;
  /** From the start of the process, ms. */
  firstSignalMs: number;
}

export async function startToFirstSignal(dataFolder: string): Promise<Started> {
  const startedAt = performance.now();
  const gateway = await runScript('start', ['--port', '0', '--data', dataFolder]);
  const [, url = ''] = await gateway.waitForOutput(/(mqtt:\/\/\S+)/, LIMIT);
  const client = await connectAsync(url);
  try {
    const isGood = Promise.withResolvers<void>();
    client.on('message', (_topic, payload) => {
      const { quality } = JSON.parse(payload.toString('utf8')) as { quality: string };
      if (quality === 'good') isGood.resolve();
    });
    await client.subscribeAsync('dutywatch/riverside/asset/+/+');
    await isGood.promise;
    return { gateway, firstSignalMs: performance.now() - startedAt };
  } finally {
    await client.endAsync();
  }
}
