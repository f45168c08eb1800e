import {
  closeSync,
  fdatasyncSync,
  fsyncSync,
  openSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** Magic number of a file system in memory. Source: linux/magic.h. */
const tmpfs = 0x01021994;

/** Throws where nothing is ever written to a disk. */
export function requireDisk(directory: string): void {
  if (statfsSync(directory).type !== tmpfs) return;
  throw new Error(`${directory} is in memory: durable writes are measured on a disk`);
}

/** What a commit adds to the write-ahead log: four pages. */
const commitBytes = 16 * 1024;

/**
 * Times `count` fdatasyncs, each after a write of what a commit writes to a file that has its full
 * length already, which is how a log is used after its first round. Milliseconds.
 */
export function timeSyncs(directory: string, count: number): number[] {
  const file = join(directory, 'sync-probe');
  const fd = openSync(file, 'w');
  try {
    writeSync(fd, Buffer.alloc(count * commitBytes));
    fsyncSync(fd);
    const commit = Buffer.alloc(commitBytes, 1);
    return Array.from({ length: count }, (_, i) => {
      writeSync(fd, commit, 0, commitBytes, i * commitBytes);
      const began = performance.now();
      fdatasyncSync(fd);
      return performance.now() - began;
    });
  } finally {
    closeSync(fd);
    rmSync(file);
  }
}
