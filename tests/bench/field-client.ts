/** The bench's end of `field.ts`: starts it, trips values, and reads what came when. */
import { join } from 'node:path';
import { startChild } from '../support/child.ts';

/** Times are those of the field's own clock, ms. */
export interface FieldLog {
  trips: { asset: string; trippedAt: number; onWireAt?: number }[];
  /** In the order of arrival, once each body was complete. */
  posts: { asset: string; at: number }[];
  /** Answers so far, of all devices. */
  polls: number;
}

export interface Field extends AsyncDisposable {
  ports: readonly number[];
  /** Where alarms are posted to. */
  webhook: string;
  trip(device: number): Promise<void>;
  log(): Promise<FieldLog>;
}

export async function startField(endpoints: number, units: number): Promise<Field> {
  const program = join(import.meta.dirname, 'field.ts');
  const child = await startChild(process.execPath, [program, `${endpoints}`, `${units}`]);
  const [line] = await child.waitForOutput(/^\{.*\}$/m);
  const { ports, control } = JSON.parse(line) as { ports: number[]; control: number };
  const url = `http://127.0.0.1:${control}`;
  const ask = async (path: string): Promise<unknown> => {
    const response = await fetch(`${url}${path}`);
    if (!response.ok) throw new Error(`field: ${await response.text()}`);
    return response.json();
  };
  return {
    ports,
    webhook: `${url}/hook`,
    trip: async (device) => {
      await ask(`/trip?device=${device}`);
    },
    log: async () => (await ask('/log')) as FieldLog,
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}
