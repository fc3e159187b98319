/**
 * A car-top box played by pymodbus, from the register table of reference/lifts.md 1.4 A alone, and
 * moved by mbpoll: neither knows anything of the product.
 */
import { type Child, runChild, startChild } from '../support/child.ts';
import { DEBIAN_PYTHON } from '../support/debian-packages.ts';

const SERVER = new URL('../support/pymodbus-server.py', import.meta.url).pathname;
/** Register +0: the box's own conclusions. */
const OPEN_OFF_LANDING = 0x0004;
/** Register +1, high byte. */
const STATE = { up: 0x0100, level: 0x0400, doorOpen: 0x0800, person: 0x1000 } as const;
const REGISTER_BASE = 0x10;
/** 0x10 to 0x22. */
const REGISTERS = 19;

/** [+0 conclusions, +1 state, +2 floor and speed × 10]. */
const SCENES = {
  'waits empty at floor 3': [0, STATE.level, 0x0300],
  'runs up with a person': [0, STATE.up | STATE.person, 0x0410],
  'stands between floors with a person': [0, STATE.person, 0x0500],
  'stands between floors with open doors': [
    OPEN_OFF_LANDING,
    STATE.person | STATE.doorOpen,
    0x0500,
  ],
} as const;

type Scene = keyof typeof SCENES;

export class LiftBox implements AsyncDisposable {
  readonly port: number;
  readonly #server: Child;

  private constructor(port: number, server: Child) {
    this.port = port;
    this.#server = server;
  }

  /** `port` 0: a free one. */
  static async start(port = 0, scene: Scene = 'waits empty at floor 3') {
    const rest = Array.from({ length: REGISTERS - SCENES[scene].length }, () => 0);
    const values = [...SCENES[scene], ...rest];
    const units = { 1: { holding: { [REGISTER_BASE]: values } } };
    const options = JSON.stringify({ port, units });
    const server = await startChild(DEBIAN_PYTHON, [SERVER, options]);
    const [, found] = await server.waitForOutput(/listening on (\d+)/);
    return new LiftBox(Number(found), server);
  }

  /** Resolves once the box says so. */
  async show(scene: Scene): Promise<void> {
    const values = SCENES[scene].map(String);
    const where = [
      '-m',
      'tcp',
      '-p',
      `${this.port}`,
      '-a',
      '1',
      '-0',
      '-r',
      `${REGISTER_BASE}`,
      '-t',
      '4',
    ];
    const { code, output } = await runChild('mbpoll', ['-q', ...where, '127.0.0.1', ...values]);
    if (code !== 0) throw new Error(`mbpoll: ${output}`);
  }

  /** The cable is cut. */
  async cut(): Promise<void> {
    await this.#server.kill();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.stop();
  }
}
