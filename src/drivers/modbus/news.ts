/**
 * What a driver has to tell, in order: reports of one turn of the loop leave together, and always
 * before a change of a link that came after them.
 */
import type { Report } from '../../core/signals/reading.ts';
import type { DriverOutput } from '../driver.ts';

export class News {
  #output: DriverOutput | undefined;
  /** Bounded by the questions open at once: it is emptied before the loop turns again. */
  #reports: Report[] = [];

  start(output: DriverOutput): void {
    this.#output = output;
  }

  /** After this nothing is told any more. */
  stop(): void {
    this.#flush();
    this.#output = undefined;
  }

  report(report: Report): void {
    if (this.#reports.push(report) === 1) queueMicrotask(() => this.#flush());
  }

  link(device: string, up: boolean, reason?: string): void {
    this.#flush();
    this.#output?.link(device, up, reason);
  }

  #flush(): void {
    if (this.#reports.length === 0) return;
    const reports = this.#reports;
    this.#reports = [];
    this.#output?.report(reports);
  }
}
