import { closeSync, fdatasyncSync, openSync, statfsSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes that this process may still write in the directory's file system. */
export function freeBytes(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}

const block = Buffer.alloc(4096);
const tries = 9;

/**
 * The middle time that 4 KB take to be on the disk, in ms. They are written to a file of no name in
 * the directory, so nothing stays. Throws the system's error where nothing can be written.
 */
export function syncTime(directory: string): number {
  const file = join(directory, `.sync-${process.pid}`);
  const fd = openSync(file, 'wx', 0o600);
  try {
    unlinkSync(file);
    const times = Array.from({ length: tries }, () => {
      writeSync(fd, block);
      const began = performance.now();
      fdatasyncSync(fd);
      return performance.now() - began;
    });
    return times.toSorted((a, b) => a - b)[Math.floor(tries / 2)] ?? 0;
  } finally {
    closeSync(fd);
  }
}
