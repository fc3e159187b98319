/** The rows that one channel has yet to send: what may go now by priority, the rest by time. */
import { PRIORITIES, type Priority } from '../core/priority.ts';
import type { OutboxRow } from './outbox.ts';

export class WaitingRows {
  readonly #ready: Record<Priority, OutboxRow[]> = { critical: [], high: [], medium: [], low: [] };
  #later: { row: OutboxRow; dueAt: number }[] = [];

  get size(): number {
    return this.#later.length + this.countReady(PRIORITIES);
  }

  countReady(priorities: readonly Priority[]): number {
    return priorities.reduce((sum, priority) => sum + this.#ready[priority].length, 0);
  }

  add(row: OutboxRow): void {
    this.#ready[row.request.data.priority].push(row);
  }

  addLater(row: OutboxRow, dueAt: number): void {
    this.#later.push({ row, dueAt });
  }

  /** Makes ready what is due at `at`; the oldest goes first. */
  release(at: number): void {
    const due = this.#later.filter(({ dueAt }) => dueAt <= at).map(({ row }) => row);
    if (due.length === 0) return;
    this.#later = this.#later.filter(({ dueAt }) => dueAt > at);
    due.sort((a, b) => a.request.seq - b.request.seq);
    for (const row of due) this.add(row);
  }

  nextDueAt(): number | undefined {
    if (this.#later.length === 0) return undefined;
    return this.#later.reduce((next, { dueAt }) => Math.min(next, dueAt), Number.POSITIVE_INFINITY);
  }

  first(priorities: readonly Priority[]): OutboxRow | undefined {
    for (const priority of priorities) {
      const row = this.#ready[priority][0];
      if (row !== undefined) return row;
    }
    return undefined;
  }

  takeFirst(priorities: readonly Priority[]): OutboxRow | undefined {
    return this.#ready[this.first(priorities)?.request.data.priority ?? 'low'].shift();
  }

  take(priorities: readonly Priority[], belongs: (row: OutboxRow) => boolean): OutboxRow[] {
    const taken: OutboxRow[] = [];
    for (const priority of priorities) {
      const rows = this.#ready[priority];
      taken.push(...rows.filter(belongs));
      this.#ready[priority] = rows.filter((row) => !belongs(row));
    }
    return taken;
  }

  /** The one that is missed least: of the lowest priority, one that failed, else the oldest. */
  takeLeastUrgent(): OutboxRow | undefined {
    for (const priority of [...PRIORITIES].reverse()) {
      const index = this.#later.findIndex(({ row }) => row.request.data.priority === priority);
      if (index >= 0) return this.#later.splice(index, 1)[0]?.row;
      const row = this.#ready[priority].shift();
      if (row !== undefined) return row;
    }
    return undefined;
  }
}
