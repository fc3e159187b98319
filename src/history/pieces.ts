/**
 * From reports to pieces: a reading stands until the next one, but no longer than its group may be
 * silent (`decisions.md` 14 and 17). In a gap nothing is known, and nothing is said.
 */

import type { ReadChunk } from './chunk.ts';
import type { StoredSample } from './sample-codec.ts';
import type { Piece } from './tally.ts';

export interface Window {
  /** Reports before it count too: their values stand at its beginning. */
  from: number;
  to: number;
  silenceMs: number;
}

export type EmitPiece = (signal: string, piece: Piece) => void;

/** One signal while its chunk is read. */
interface Standing {
  signal: string;
  since: number;
  sample: StoredSample;
}

/** Chunks of one group, in the order of their time; `wanted` picks signals, absent: all. */
export function eachPiece(
  chunks: Iterable<ReadChunk>,
  window: Window,
  emit: EmitPiece,
  wanted?: string,
): void {
  const line = new Line(window, emit, wanted);
  for (const chunk of chunks) {
    line.begin(chunk);
    for (const report of chunk.reports) {
      if (report.at >= window.to) break;
      line.hear(report.at, report.changed);
    }
  }
  line.end();
}

class Line {
  readonly #window: Window;
  readonly #emit: EmitPiece;
  readonly #wanted: string | undefined;
  readonly #standing = new Map<string, Standing>();
  #signals: readonly string[] = [];
  #heardAt: number | undefined;

  constructor(window: Window, emit: EmitPiece, wanted: string | undefined) {
    this.#window = window;
    this.#emit = emit;
    this.#wanted = wanted;
  }

  /** A chunk names all its group's signals: one that it does not is no longer heard. */
  begin({ signals, reports }: ReadChunk): void {
    this.#signals = signals;
    const at = reports[0]?.at ?? this.#window.to;
    this.#fallSilentBefore(at);
    for (const [signal, standing] of this.#standing) {
      if (signals.includes(signal)) continue;
      this.#say(standing, at);
      this.#standing.delete(signal);
    }
  }

  hear(at: number, changed: readonly StoredSample[]): void {
    this.#fallSilentBefore(at);
    for (const sample of changed) {
      const signal = this.#signals[sample.index]!;
      if (this.#wanted !== undefined && signal !== this.#wanted) continue;
      const before = this.#standing.get(signal);
      if (before) this.#say(before, at);
      this.#standing.set(signal, { signal, since: at, sample });
    }
    this.#heardAt = at;
  }

  end(): void {
    this.#fallSilentBefore(this.#window.to);
    for (const standing of this.#standing.values()) this.#say(standing, this.#window.to);
  }

  /** Where nothing was heard for too long, what stood ends, and nothing is known until now. */
  #fallSilentBefore(at: number): void {
    if (this.#heardAt === undefined) return;
    const silentFrom = this.#heardAt + this.#window.silenceMs;
    if (silentFrom >= at) return;
    for (const standing of this.#standing.values()) {
      this.#say(standing, silentFrom);
      standing.since = at;
    }
  }

  #say({ signal, since, sample }: Standing, upto: number): void {
    const { value, quality } = sample;
    const from = Math.max(since, this.#window.from);
    const to = Math.max(from, Math.min(upto, this.#window.to));
    const isOver = upto < this.#window.from || (upto === this.#window.from && since < upto);
    if (!isOver && since < this.#window.to) this.#emit(signal, { from, to, value, quality });
  }
}
