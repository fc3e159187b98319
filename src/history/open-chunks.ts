/** Chunks that are being written, in memory: what the archive does not have yet. */
import type { SealedChunk } from './archive.ts';
import type { GroupDefinition, HeardReport } from './batch.ts';
import type { GroupState } from './batch-decoder.ts';
import {
  addToChunk,
  beginChunk,
  belongsTo,
  type OpenChunk,
  packChunk,
  type ReadChunk,
  readChunkBytes,
} from './chunk.ts';

export class OpenChunks {
  /** Of each group in order; only the last is still written to. */
  readonly #chunks = new Map<GroupState, OpenChunk[]>();
  #bytes = 0;
  #newestAt: number;

  constructor(newestAt: number) {
    this.#newestAt = newestAt;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Receipt of the newest report so far, wall ms; of those filed before, at the start. */
  get newestAt(): number {
    return this.#newestAt;
  }

  add(group: GroupState, heard: HeardReport): void {
    const chunks = this.#chunks.get(group) ?? [];
    const open = chunks.at(-1);
    if (open && belongsTo(open, heard)) {
      const before = open.writer.length;
      addToChunk(open, heard);
      this.#bytes += open.writer.length - before;
    } else {
      const chunk = beginChunk(group, heard);
      this.#chunks.set(group, [...chunks, chunk]);
      this.#bytes += chunk.writer.length;
    }
    this.#newestAt = heard.at;
  }

  /** Everything, packed for filing; stays until `clear`. */
  seal(): SealedChunk[] {
    return [...this.#chunks].flatMap(([{ definition }, chunks]) =>
      chunks.map((chunk) => {
        const { from, upto } = chunk;
        return { definition, from, upto, body: packChunk(chunk) };
      }),
    );
  }

  clear(): void {
    this.#chunks.clear();
    this.#bytes = 0;
  }

  /** Of an asset's groups, for questions about the last minutes. */
  definitionsOf(asset: string): GroupDefinition[] {
    const definitions = [...this.#chunks.keys()].map((group) => group.definition);
    return definitions.filter((definition) => definition.asset === asset);
  }

  chunksOf(group: { device: string; name: string; asset: string }): ReadChunk[] {
    return [...this.#chunks]
      .filter(
        ([{ definition }]) =>
          definition.device === group.device &&
          definition.group === group.name &&
          definition.asset === group.asset,
      )
      .flatMap(([, chunks]) => chunks.map((chunk) => readChunkBytes(chunk.writer.peek())));
  }
}
