/**
 * Photos of incidents as files, named by the SHA-256 of their content: the same photo is stored
 * once, and a stored one never changes. They are kept as they came, with what the camera wrote
 * into them. Who may see which is not known here.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttachmentInfo } from './contract.ts';
import { ProblemAnswer } from './problem.ts';

/** Bytes of one photo; a larger one is refused (413). */
export const PHOTO_LIMIT = 20 * 1024 * 1024;
/** Photos in all; at it a new one is refused (503): somebody has to make room on the disk. */
const PHOTOS_LIMIT = 20_000;

const ID = /^[0-9a-f]{64}\.(jpg|png|webp)$/;
const TYPE = { jpg: 'image/jpeg', png: 'image/png', webp: 'image/webp' } as const;
type Ending = keyof typeof TYPE;

export class Attachments {
  readonly #folder: string;
  #count: number;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'attachments');
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    this.#count = readdirSync(this.#folder).length;
  }

  async store(content: Buffer): Promise<AttachmentInfo> {
    const ending = sniff(content);
    if (ending === undefined) {
      throw new ProblemAnswer(415, 'invalid', 'expected a JPEG, PNG or WebP picture');
    }
    const id = `${createHash('sha256').update(content).digest('hex')}.${ending}`;
    const info = { id, type: TYPE[ending], bytes: content.length };
    if (await exists(join(this.#folder, id))) return info;
    if (this.#count >= PHOTOS_LIMIT) {
      throw new ProblemAnswer(503, 'unavailable', `there are ${PHOTOS_LIMIT} photos already`);
    }
    await this.#write(id, content);
    this.#count += 1;
    return info;
  }

  /** The folder in which the file has its id for a name; undefined where the id is none of ours. */
  find(id: string): { folder: string; type: AttachmentInfo['type'] } | undefined {
    const ending = ID.exec(id)?.[1] as Ending | undefined;
    return ending && { folder: this.#folder, type: TYPE[ending] };
  }

  /** Whole or not at all, also when the power goes: the name appears with its content durable. */
  async #write(id: string, content: Buffer): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const draft = join(this.#folder, `${id}.part`);
    try {
      const handle = await open(draft, 'w', 0o600);
      try {
        await handle.writeFile(content);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(draft, join(this.#folder, id));
    } catch (error) {
      await rm(draft, { force: true });
      throw new ProblemAnswer(503, 'unavailable', `the photo was not stored: ${String(error)}`);
    }
  }
}

/** By its first bytes: what a caller calls it counts for nothing. */
function sniff(content: Buffer): Ending | undefined {
  const starts = (hex: string) => content.subarray(0, hex.length / 2).toString('hex') === hex;
  if (starts('ffd8ff')) return 'jpg';
  if (starts('89504e470d0a1a0a')) return 'png';
  const riff = content.subarray(0, 4).toString('latin1');
  const form = content.subarray(8, 12).toString('latin1');
  return riff === 'RIFF' && form === 'WEBP' ? 'webp' : undefined;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
