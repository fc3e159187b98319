/**
 * Photos of incidents as files, named by the SHA-256 of what is stored: the same photo is stored
 * once, and a stored one never changes. What the camera wrote beside the picture is not stored.
 * Who may see which is not known here.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttachmentInfo } from './contract.ts';
import { BrokenPhoto } from './photo/broken-photo.ts';
import { type BarePhoto, barePhoto, type PhotoFormat } from './photo-metadata.ts';
import { ProblemAnswer } from './problem.ts';

/** Bytes of one photo; a larger one is refused (413). */
export const PHOTO_LIMIT = 20 * 1024 * 1024;
/** Photos in all; at it a new one is refused (503): somebody has to make room on the disk. */
const PHOTOS_LIMIT = 20_000;

const ID = /^[0-9a-f]{64}\.(jpg|png|webp)$/;
const TYPE = { jpg: 'image/jpeg', png: 'image/png', webp: 'image/webp' } as const;

export class Attachments {
  readonly #folder: string;
  #count: number;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'attachments');
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    this.#count = readdirSync(this.#folder).length;
  }

  async store(upload: Buffer): Promise<AttachmentInfo> {
    const { format, content } = bare(upload);
    const id = `${createHash('sha256').update(content).digest('hex')}.${format}`;
    const info = { id, type: TYPE[format], bytes: content.length };
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
    const format = ID.exec(id)?.[1] as PhotoFormat | undefined;
    return format && { folder: this.#folder, type: TYPE[format] };
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

function bare(upload: Buffer): BarePhoto {
  try {
    return barePhoto(upload);
  } catch (cause) {
    if (!(cause instanceof BrokenPhoto)) throw cause;
    const detail = `expected a whole JPEG, PNG or WebP picture; this is ${cause.message}`;
    throw new ProblemAnswer(415, 'invalid', detail);
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
