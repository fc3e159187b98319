/**
 * Files as one ZIP, written while it is made: nothing larger than one file is held. They are stored
 * as they are, in pieces, so that no photo holds up the loop that watches the building.
 */

import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { Zip, ZipPassThrough } from 'fflate';
import type { EvidenceFile } from './evidence-files.ts';

const PIECE_BYTES = 256 * 1_024;

export async function writeZip(
  files: AsyncIterable<EvidenceFile>,
  folder: string,
  output: Writable,
): Promise<void> {
  let failure: Error | null = null;
  const zip = new Zip((error, piece) => {
    failure ??= error;
    if (error === null) output.write(piece);
  });
  for await (const { name, content } of files) {
    const entry = new ZipPassThrough(`${folder}/${name}`);
    zip.add(entry);
    for (let at = 0; at < content.length; at += PIECE_BYTES) {
      entry.push(content.subarray(at, at + PIECE_BYTES));
      await taken(output);
    }
    entry.push(new Uint8Array(), true);
    if (failure !== null) throw failure;
  }
  zip.end();
  output.end();
}

/** The reader has kept up; or has gone, and then nothing more is made for it. */
async function taken(output: Writable): Promise<void> {
  if (output.destroyed) throw new Error('the reader of the ZIP has gone');
  if (output.writableNeedDrain) await Promise.race([once(output, 'drain'), once(output, 'close')]);
  else await new Promise<void>((resolve) => setImmediate(resolve));
}
