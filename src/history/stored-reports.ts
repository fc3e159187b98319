/**
 * The readings of a time past as the reports they came in, in the order of their receipt, for the
 * same rules to run over them again. Reads the files only: what a running gateway has not filed
 * yet (ten minutes at most) is not among them.
 */
import { join } from 'node:path';
import type { Report, Sample } from '../core/signals/reading.ts';
import { Archive, type ArchivedGroup } from './archive.ts';
import type { ReadChunk } from './chunk.ts';
import type { StoredSample } from './sample-codec.ts';
import { ARCHIVE_FILE } from './store.ts';

/** Reports held in memory at a time, to be put in order, ms of them. */
const WINDOW_MS = 10 * 60_000;

/** A report and whose it is; `at` is wall time of receipt, ms. */
export interface StoredReport extends Report {
  asset: string;
}

/** From `from` to before `to`, wall ms; each group's first report says everything. */
export function* readStoredReports(
  folder: string,
  { from, to }: { from: number; to: number },
): Generator<StoredReport> {
  const archive = Archive.openReadOnly(join(folder, ARCHIVE_FILE));
  try {
    const groups = archive.groups().map((group) => new Retold(archive, group));
    for (let start = from; start < to; start += WINDOW_MS) {
      const end = Math.min(start + WINDOW_MS, to);
      const reports = groups.flatMap((group) => [...group.between(start, end)]);
      yield* reports.sort((one, other) => one.at - other.at);
    }
  } finally {
    archive.close();
  }
}

class Retold {
  readonly #archive: Archive;
  readonly #group: ArchivedGroup;
  #isTold = false;

  constructor(archive: Archive, group: ArchivedGroup) {
    this.#archive = archive;
    this.#group = group;
  }

  *between(from: number, to: number): Generator<StoredReport> {
    const { id, device, name: group, asset } = this.#group;
    for (const chunk of this.#archive.chunks(id, from, to)) {
      const known = new Map<number, StoredSample>();
      for (const { at, deviceAt, changed } of chunk.reports) {
        for (const sample of changed) known.set(sample.index, sample);
        if (at < from || at >= to) continue;
        const said = this.#isTold ? changed : [...known.values()];
        this.#isTold = true;
        const samples = said.map((sample) => toSample(chunk, sample));
        yield { asset, device, group, at, ...(deviceAt !== undefined && { deviceAt }), samples };
      }
    }
  }
}

function toSample({ signals }: ReadChunk, stored: StoredSample): Sample {
  const { index, value, quality, reason } = stored;
  return { signal: signals[index]!, value, quality, ...(reason && { reason }) };
}
