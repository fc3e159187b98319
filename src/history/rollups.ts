/**
 * Makes rollup blocks of filed chunks, one group and one hour (or day) at a time, and purges what
 * is older than its `keep`. Blocks follow from chunks alone, so a crash leaves nothing to mend.
 */
import { type Archive, type ArchivedGroup, floorTo } from './archive.ts';
import { eachPiece } from './pieces.ts';
import { type Block, isEmptyBlock, LEVELS, talliesOf } from './rollup-block.ts';
import type { HistorySettings } from './settings.ts';
import { addPiece, mergeTally, type Piece } from './tally.ts';

/** Rows removed in one go: a purge never holds up a commit for long. */
const PURGE_LIMIT = 200;

/** Does one piece of what is due at `now` (all until then is filed); false: nothing was due. */
export function rollNext(archive: Archive, now: number): boolean {
  const hour = floorTo(now, LEVELS.minute.spanMs);
  const behind = archive.groupBehind('minute', hour);
  if (behind) {
    rollMinutes(archive, behind, hour);
    return true;
  }
  const day = floorTo(now, LEVELS.hour.spanMs);
  const dayBehind = archive.groupBehind('hour', day);
  if (dayBehind) rollHours(archive, dayBehind, day);
  return dayBehind !== undefined;
}

export function purge(archive: Archive, keep: HistorySettings['keep'], now: number): boolean {
  const removed =
    archive.purgeChunks(now - keep.raw, PURGE_LIMIT) +
    archive.purgeBlocks('minute', now - keep.minute, PURGE_LIMIT) +
    archive.purgeBlocks('hour', now - keep.hour, PURGE_LIMIT);
  return removed > 0;
}

/** Adds a piece to each slot that it lies in. */
export function spread(
  piece: Piece,
  slots: { from: number; slotMs: number },
  add: (slot: number, part: Piece) => void,
): void {
  const { from, slotMs } = slots;
  let slot = Math.floor((piece.from - from) / slotMs);
  let start = piece.from;
  do {
    const end = Math.min(piece.to, from + (slot + 1) * slotMs);
    add(slot, { ...piece, from: start, to: end });
    start = end;
    slot += 1;
  } while (start < piece.to);
}

function rollMinutes(archive: Archive, group: ArchivedGroup, limit: number): void {
  const { slotMs, slots, spanMs } = LEVELS.minute;
  const { minutesTo: from, silenceMs } = group;
  const chunks = [...archive.chunks(group.id, from - silenceMs, from + spanMs)];
  if (chunks.length === 0) {
    const next = archive.nextChunkStart(group.id, from);
    archive.fileBlock(group.id, 'minute', skipTo(next, { from, spanMs, limit }));
    return;
  }
  const block: Block = new Map();
  eachPiece(chunks, { from, to: from + spanMs, silenceMs }, (signal, piece) => {
    const tallies = talliesOf(block, signal, slots);
    spread(piece, { from, slotMs }, (slot, part) => addPiece(tallies[slot]!, part));
  });
  archive.fileBlock(group.id, 'minute', from + spanMs, isEmptyBlock(block) ? undefined : block);
}

function rollHours(archive: Archive, group: ArchivedGroup, limit: number): void {
  const { slotMs, slots, spanMs } = LEVELS.hour;
  const from = group.hoursTo;
  const next = archive.nextBlockStart(group.id, 'minute', from);
  if (next === undefined || next >= from + spanMs) {
    archive.fileBlock(group.id, 'hour', skipTo(next, { from, spanMs, limit }));
    return;
  }
  const day: Block = new Map();
  for (const [start, hour] of archive.blocks(group.id, 'minute', from, from + spanMs)) {
    for (const [signal, minutes] of hour) {
      const tally = talliesOf(day, signal, slots)[Math.floor((start - from) / slotMs)]!;
      for (const minute of minutes) mergeTally(tally, minute);
    }
  }
  archive.fileBlock(group.id, 'hour', from + spanMs, isEmptyBlock(day) ? undefined : day);
}

/** Where nothing was heard for years (a clock that began in 1970), they are passed in one step. */
function skipTo(
  next: number | undefined,
  { from, spanMs, limit }: { from: number; spanMs: number; limit: number },
): number {
  const upto = next === undefined ? limit : Math.min(limit, floorTo(next, spanMs));
  return Math.max(upto, from + spanMs);
}
