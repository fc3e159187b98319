/** A real InfluxDB 1.x in a folder of its own, and its own command line to read it back. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Child, runChild, startChild } from '../support/child.ts';
import { findFreePort } from '../support/free-port.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { waitForPort } from '../support/wait.ts';

export interface Series {
  name: string;
  tags?: Record<string, string>;
  columns: string[];
  values: (string | number | boolean | null)[][];
}

export class Influxd {
  readonly port: number;
  readonly #folder: string;
  #server: Child | undefined;

  private constructor(port: number, folder: string) {
    this.port = port;
    this.#folder = folder;
  }

  static async start(): Promise<Influxd> {
    const [port, rpcPort] = [await findFreePort(), await findFreePort()];
    const folder = createTempFolder('influxd');
    mkdirSync(join(folder, 'meta'));
    const config = `
      reporting-disabled = true
      bind-address = "127.0.0.1:${rpcPort}"
      [meta]
        dir = "${folder}/meta"
      [data]
        dir = "${folder}/data"
        wal-dir = "${folder}/wal"
      [http]
        bind-address = "127.0.0.1:${port}"
    `;
    writeFileSync(join(folder, 'influxdb.conf'), config);
    const influxd = new Influxd(port, folder);
    await influxd.startAgain();
    return influxd;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async startAgain(): Promise<void> {
    this.#server = await startChild('influxd', ['-config', join(this.#folder, 'influxdb.conf')]);
    await waitForPort(this.port);
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
  }

  /** What its own client prints, as JSON. */
  async query(database: string, query: string): Promise<Series[]> {
    const where = ['-host', '127.0.0.1', '-port', `${this.port}`, '-database', database];
    const how = ['-format', 'json', '-precision', 'ms', '-execute', query];
    const { stdout, output, code } = await runChild('influx', [...where, ...how]);
    if (code !== 0) throw new Error(`influx: ${output}`);
    // An insert that went well says nothing.
    if (stdout === '') return [];
    const { results } = JSON.parse(stdout) as {
      results: { series?: Series[]; error?: string; messages?: unknown }[];
    };
    if (results[0]?.error !== undefined) throw new Error(`influx: ${results[0].error}`);
    return results.flatMap((result) => result.series ?? []);
  }
}
