/**
 * A gateway's store in a process that will be killed: says `stored N` on a line of its own for each
 * report that was acknowledged.
 */
import { openHistory } from '../../src/history/history.ts';
import { historySchema } from '../../src/history/settings.ts';
import { bindings, MIDNIGHT, nobodyListens, place, report, SECOND } from './builders.ts';

const folder = process.argv[2]!;
const first = Number(process.argv[3]);
const history = await openHistory({
  ...place,
  folder,
  configFolder: folder,
  settings: historySchema.parse({}),
  wallOffsetMs: () => MIDNIGHT,
  log: nobodyListens,
});
for (let n = first; ; n++) {
  // Every third says nothing new: it stands on what was said before.
  const said = n % 3 === 2 && n > first ? {} : { floor: n };
  await history.store([report('lift-box', n * SECOND, said)], bindings, { urgent: true });
  process.stdout.write(`stored ${n}\n`);
}
