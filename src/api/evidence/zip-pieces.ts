/**
 * Files as one ZIP, made while it is read: nothing larger than one file is held. They are stored as
 * they are, in pieces, so that no photo holds up the loop that watches the building.
 */
import { Zip, ZipPassThrough } from 'fflate';
import type { EvidenceFile } from './evidence-files.ts';

const PIECE_BYTES = 256 * 1_024;

export async function* zipPieces(
  files: AsyncIterable<EvidenceFile>,
  folder: string,
): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error !== null) throw error;
    made.push(piece);
  });
  for await (const { name, content } of files) {
    const entry = new ZipPassThrough(`${folder}/${name}`);
    zip.add(entry);
    for (let at = 0; at < content.length; at += PIECE_BYTES) {
      entry.push(content.subarray(at, at + PIECE_BYTES));
      yield* made.splice(0);
    }
    entry.push(new Uint8Array(), true);
  }
  zip.end();
  yield* made.splice(0);
}
