/**
 * The simulated site on real wires: Modbus TCP servers and an MQTT publisher that any client can
 * talk to, driven by a clock that is handed in.
 */
import { listenModbus, type ModbusListener } from './faces/modbus-server.ts';
import { createMqttPublisher, type MqttPublisher } from './faces/mqtt-publisher.ts';
import type { Simulation } from './simulation.ts';

/** Where the simulated devices are to be found; ids as in `devices.yaml`. */
export type SimulatedConnection =
  | { id: string; protocol: 'modbus'; host: string; port: number; timeoutMs: number }
  | { id: string; protocol: 'mqtt'; url: string; username?: string; password?: string };

export interface LiveClock {
  /** Monotonic, ms. */
  now(): number;
  /** Calls again and again; the returned function stops it. */
  every(intervalMs: number, tick: () => void): () => void;
}

export interface LiveOptions {
  simulation: Simulation;
  connections: readonly SimulatedConnection[];
  clock: LiveClock;
  /** The link to a broker came (undefined) or went (the reason). */
  onLink?(connection: string, reason: string | undefined): void;
}

export interface LiveSimulation {
  /** Where each Modbus connection listens: a port 0 in the options has become a real one. */
  readonly ports: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

const TICK_MS = 100;
/**
 * Simulated time made up in one tick after the process was held up; what is missing beyond it is
 * made up in the ticks that follow.
 */
const CATCH_UP_MS = 3_600_000;
/** A `late` answer comes after this many times the client's timeout. */
const LATE_FACTOR = 1.5;

/** Rejects where a port cannot be had; nothing is left open then. */
export async function startLive(options: LiveOptions): Promise<LiveSimulation> {
  const { simulation, clock } = options;
  const servers = await listenAll(options);
  const publishers = openPublishers(options);
  const startedAtMs = clock.now() - simulation.nowMs;
  const stopTicking = clock.every(TICK_MS, () => {
    const wantedMs = clock.now() - startedAtMs;
    simulation.advance(Math.min(wantedMs, simulation.nowMs + CATCH_UP_MS));
    for (const message of simulation.takeMessages()) {
      publishers.get(message.connection)?.publish([message]);
    }
  });
  return {
    ports: new Map([...servers].map(([id, server]) => [id, server.port])),
    async stop() {
      stopTicking();
      const ends = [...servers.values(), ...publishers.values()].map((end) => end.close());
      await Promise.all(ends);
    },
  };
}

async function listenAll(options: LiveOptions): Promise<Map<string, ModbusListener>> {
  const servers = new Map<string, ModbusListener>();
  try {
    for (const connection of options.connections) {
      if (connection.protocol !== 'modbus') continue;
      const { id, host, port, timeoutMs } = connection;
      const server = {
        answer: answerUnits(options.simulation, id),
        lateMs: timeoutMs * LATE_FACTOR,
      };
      servers.set(id, await listenModbus(server, host, port));
    }
  } catch (error) {
    await Promise.all([...servers.values()].map((server) => server.close()));
    throw error;
  }
  return servers;
}

function answerUnits(simulation: Simulation, connection: string) {
  const own = simulation.devices.filter((device) => device.connection === connection);
  const byUnit = Map.groupBy(own, ({ unit }) => unit);
  return (unit: number, pdu: Uint8Array) => {
    // The channels of one module answer alike; what is wrong with one is wrong with the module.
    const replies = (byUnit.get(unit) ?? []).map(({ id }) => simulation.answer(id, pdu));
    return replies.find(({ fault }) => fault !== undefined) ?? replies[0];
  };
}

function openPublishers({ connections, onLink }: LiveOptions): Map<string, MqttPublisher> {
  const publishers = new Map<string, MqttPublisher>();
  for (const connection of connections) {
    if (connection.protocol !== 'mqtt') continue;
    const { id, url, username, password } = connection;
    const link = (reason: string | undefined) => onLink?.(id, reason);
    publishers.set(id, createMqttPublisher({ url, username, password, onLink: link }));
  }
  return publishers;
}
