/** The simulated building beside a running gateway, on real sockets, where the files say so. */
import { actionSchema } from '../simulators/action.ts';
import { actionsFor } from '../simulators/action-offers.ts';
import { faultSchema } from '../simulators/fault.ts';
import { type LiveSimulation, type SimulatedConnection, startLive } from '../simulators/live.ts';
import { offersFor } from '../simulators/offers.ts';
import { createSimulation, type Simulation } from '../simulators/simulation.ts';
import type { SimulationInfo } from './api/contract.ts';
import type { SimulationPort } from './api/ports.ts';
import type { Config } from './config/load.ts';
import type { Connection } from './devices/device.ts';
import { simulatedDevices } from './drills/simulated-devices.ts';
import type { ModbusConnection } from './drivers/modbus/settings.ts';
import type { MqttConnection } from './drivers/mqtt/settings.ts';

export interface SimulatedSite {
  /** The connections with the ports at which they really listen. */
  connections: readonly Connection[];
  port: SimulationPort;
  stop(): Promise<void>;
}

export interface SimulatedSiteOptions {
  config: Config;
  /** Where the embedded broker listens; absent where there is none. */
  brokerUrl?: string | undefined;
  /** Any free port for every simulated device. */
  freePorts: boolean;
  log(line: string): void;
}

export async function startSimulatedSite(options: SimulatedSiteOptions): Promise<SimulatedSite> {
  const { config, log } = options;
  const devices = simulatedDevices(config);
  const epochMs = Date.now();
  const { seed } = config.gateway;
  const simulation = createSimulation({ site: config.core.site, devices, seed, epochMs });
  const live = await startLive({
    simulation,
    connections: config.connections.flatMap((found) => simulated(found, options)),
    clock: {
      now: () => performance.now(),
      every(intervalMs, tick) {
        const timer = setInterval(tick, intervalMs);
        return () => clearInterval(timer);
      },
    },
    onLink: (connection, reason) => {
      if (reason !== undefined) log(`simulated ${connection}: ${reason}`);
    },
  });
  return {
    connections: withRealPorts(config.connections, live),
    port: portTo(simulation, epochMs, {
      offers: offersFor(config.core.site, devices),
      actions: actionsFor(config.core.site),
    }),
    stop: () => live.stop(),
  };
}

function simulated(
  { id, protocol, settings }: Connection,
  { brokerUrl, freePorts }: SimulatedSiteOptions,
): SimulatedConnection[] {
  if (protocol === 'modbus') {
    const { host, port, timeoutMs } = settings as ModbusConnection;
    return [{ id, protocol, host, port: freePorts ? 0 : port, timeoutMs }];
  }
  const mqtt = settings as MqttConnection;
  const url = mqtt.broker === 'embedded' ? brokerUrl : mqtt.url;
  return url === undefined ? [] : [{ id, protocol, url }];
}

function withRealPorts(
  connections: readonly Connection[],
  { ports }: LiveSimulation,
): readonly Connection[] {
  return connections.map((connection) => {
    const port = ports.get(connection.id);
    if (port === undefined) return connection;
    return { ...connection, settings: { ...(connection.settings as ModbusConnection), port } };
  });
}

/** Simulated time zero is `epochMs`: people see wall time. */
function portTo(
  simulation: Simulation,
  epochMs: number,
  offered: Pick<SimulationInfo, 'offers' | 'actions'>,
): SimulationPort {
  return {
    info: () => ({
      running: true,
      at: epochMs + simulation.nowMs,
      faults: simulation
        .faults()
        .map(({ id, fault, since }) => ({ id, fault, since: epochMs + since })),
      ...offered,
    }),
    startFault(raw) {
      const parsed = faultSchema.safeParse(raw);
      if (!parsed.success) return { problem: parsed.error.issues[0]?.message ?? 'no fault' };
      const problem = simulation.checkFault(parsed.data);
      return problem === undefined ? { id: simulation.startFault(parsed.data) } : { problem };
    },
    endFault: (id) => simulation.endFault(id),
    act(raw) {
      const parsed = actionSchema.safeParse(raw);
      if (!parsed.success) return parsed.error.issues[0]?.message ?? 'no action';
      const problem = simulation.checkAction(parsed.data);
      if (problem === undefined) simulation.act(parsed.data);
      return problem;
    },
  };
}
