/** `npm run verify -- [--data DIR]`: proves the record's hash chain, of a running gateway too. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openJournalReader } from '../journal/journal-reader.ts';
import { journalFile } from '../journal/journal-schema.ts';
import { DATA_FOLDER, EXIT, type Io } from './surroundings.ts';

export function runVerify(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options: { data: { type: 'string' } } });
  const place = { folder: join(values.data ?? DATA_FOLDER, 'journal'), realm: 'live' };
  const file = journalFile(place);
  if (!existsSync(file)) {
    io.err(`${file}: there is no journal; name the data folder with --data`);
    return Promise.resolve(EXIT.wrongUse);
  }
  using reader = openJournalReader(place);
  const verdict = reader.verify();
  if (!verdict.intact) {
    io.out(`broken at ${verdict.record}: ${verdict.reason}`);
    return Promise.resolve(EXIT.problems);
  }
  io.out(`intact: ${verdict.head.seq} events, head ${verdict.head.hash}`);
  return Promise.resolve(EXIT.fine);
}
