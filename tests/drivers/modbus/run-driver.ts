/** Starts a driver on connections and stops it at the end of the test. */
import type { Connection, Device } from '../../../src/devices/device.ts';
import { ModbusDriver } from '../../../src/drivers/modbus/modbus-driver.ts';
import { CLOCK, isLife, Listener } from './builders.ts';

export interface RunningDriver extends AsyncDisposable {
  driver: ModbusDriver;
  told: Listener;
  healthOf(device: string): ReturnType<ModbusDriver['health']>[number];
  stop(): Promise<void>;
}

export function runDriver(...wired: [Connection, readonly Device[]][]): RunningDriver {
  const driver = new ModbusDriver({ isLife });
  for (const [connection, devices] of wired) driver.open(connection, devices);
  const told = new Listener();
  const stopper = new AbortController();
  const running = driver.run(told, CLOCK, stopper.signal);
  const stop = async () => {
    stopper.abort();
    await running;
  };
  return {
    driver,
    told,
    stop,
    healthOf: (device) => driver.health().find((health) => health.device === device)!,
    [Symbol.asyncDispose]: stop,
  };
}
