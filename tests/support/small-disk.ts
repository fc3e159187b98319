/** A disk that is full within a moment: a tmpfs of a few megabytes, mounted for one test file. */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `size` in the words of mount(8): `8m`. */
export function mountSmallDisk(folder: string, size: string): void {
  run('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder);
}

/** Lazily: a program that a failed test left behind may still have files open. */
export function unmountSmallDisk(folder: string): void {
  run('umount', '-l', folder);
}

/** Takes all the space that is left, in ever smaller files. */
export function fillDisk(folder: string): string[] {
  const files: string[] = [];
  for (let bytes = 1 << 20; bytes >= 512; ) {
    const file = join(folder, `filler-${files.length}`);
    try {
      writeFileSync(file, new Uint8Array(bytes));
      files.push(file);
    } catch {
      rmSync(file, { force: true });
      bytes >>= 1;
    }
  }
  return files;
}

function run(command: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} (needs root): ${stderr}`);
}
