/**
 * `npm run verify -- [--data DIR] [--head SEQ:HASH]`: proves the record's hash chain, of a running
 * gateway too. `--head` is what a report carries: the chain must still hold exactly that record.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LIVE } from '../core/realm.ts';
import type { Head } from '../journal/chain.ts';
import { openJournalReader } from '../journal/journal-reader.ts';
import { journalFile } from '../journal/journal-schema.ts';
import { DATA_FOLDER, EXIT, type Io } from './surroundings.ts';

const HEAD = /^([1-9]\d{0,14}):([0-9a-f]{64})$/i;

export function runVerify(args: string[], io: Io): Promise<number> {
  const options = { data: { type: 'string' }, head: { type: 'string' } } as const;
  const { values } = parseArgs({ args, options });
  const witness = values.head === undefined ? undefined : parseHead(values.head);
  if (witness === 'malformed') {
    io.err(`--head ${values.head}: expected SEQ:HASH as a report says it, with all 64 digits`);
    return Promise.resolve(EXIT.wrongUse);
  }
  const place = { folder: join(values.data ?? DATA_FOLDER, 'journal'), realm: LIVE };
  const file = journalFile(place);
  if (!existsSync(file)) {
    io.err(`${file}: there is no journal; name the data folder with --data`);
    return Promise.resolve(EXIT.wrongUse);
  }
  using reader = openJournalReader(place);
  const verdict = reader.verify(witness);
  if (!verdict.intact) {
    io.out(`broken at ${verdict.record}: ${verdict.reason}`);
    return Promise.resolve(EXIT.problems);
  }
  io.out(`intact: ${verdict.head.seq} events, head ${verdict.head.hash}`);
  if (witness !== undefined) io.out(`event ${witness.seq} is the one whose hash was given`);
  return Promise.resolve(EXIT.fine);
}

function parseHead(given: string): Head | 'malformed' {
  const [, seq, hash] = HEAD.exec(given.trim()) ?? [];
  if (seq === undefined || hash === undefined) return 'malformed';
  return { seq: Number(seq), hash: hash.toLowerCase() };
}
