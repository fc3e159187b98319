/** Waits for the signals that ask a long-running command to stop. */

/** Resolves at SIGINT or SIGTERM; a second one ends the process at once, as by default. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      resolve();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}
