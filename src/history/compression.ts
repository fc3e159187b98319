/** How batches, chunks and rollups are packed. zstd at its fastest: it runs beside the commits. */
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { HistoryError } from './history-error.ts';

const OPTIONS = {
  params: {
    [constants.ZSTD_c_compressionLevel]: 1,
    // A damaged row is found when it is read, not shown as readings.
    [constants.ZSTD_c_checksumFlag]: 1,
  },
};

export function pack(bytes: Uint8Array): Uint8Array {
  return zstdCompressSync(bytes, OPTIONS);
}

export function unpack(packed: Uint8Array): Uint8Array {
  try {
    return zstdDecompressSync(packed);
  } catch (error) {
    throw new HistoryError('corrupt', 'stored readings: a damaged row.', { cause: error });
  }
}
