import { execFileSync } from 'node:child_process';
import { openSync, readSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const fields = [
  'writeErrno',
  'writesBefore',
  'syncErrno',
  'failing',
  'syncDelayUs',
  'held',
  'logSyncs',
  'otherSyncs',
  'clockSeconds',
] as const;
type Field = (typeof fields)[number];

/** Syncs of write-ahead logs, or of all other files. */
export type Syncs = 'logs' | 'otherFiles';
const bits: Readonly<Record<Syncs, number>> = { logs: 1, otherFiles: 2 };
export type Errno = 'ENOSPC' | 'EROFS' | 'EIO';

/** The disk and the clock of a process that was started with `env`; the source of the library says how. */
export interface Faults {
  readonly env: Readonly<Record<string, string>>;
  /** Fails every write after so many more. */
  failWrites(errno: Errno, after?: number): void;
  failSyncs(errno: Errno, which: Syncs): void;
  slowSyncs(ms: number): void;
  /** Lets syncs begin and not end. */
  hold(which: Syncs): void;
  moveClock(seconds: number): void;
  /** The disk works as it should again, and the clock is right. */
  mend(): void;
  /** How many syncs have begun. */
  begun(which: Syncs): number;
  /** Waits until more syncs have begun than `than`. */
  moreBegun(which: Syncs, than: number): Promise<void>;
}

/** Compiles the library into a directory. Answers its file. */
export function compiledFaults(place: string): string {
  const library = join(place, 'disk-faults.so');
  const source = join(import.meta.dirname, 'disk-faults.c');
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl']);
  return library;
}

/** Orders for the library, kept in `file`; only what lies under `directory` is touched by them. */
export function faultsUnder(library: string, file: string, directory: string): Faults {
  const fd = openSync(file, 'w+');
  const set = (field: Field, value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(value);
    writeSync(fd, bytes, 0, 4, fields.indexOf(field) * 4);
  };
  const get = (field: Field) => {
    const bytes = Buffer.alloc(4);
    readSync(fd, bytes, 0, 4, fields.indexOf(field) * 4);
    return bytes.readInt32LE();
  };
  for (const field of fields) set(field, 0);
  const begun = (which: Syncs) => get(which === 'logs' ? 'logSyncs' : 'otherSyncs');
  return {
    env: {
      LD_PRELOAD: library,
      DISK_FAULTS: file,
      DISK_FAULTS_UNDER: directory,
      // Syncs go through the C library, where they can be met.
      UV_USE_IO_URING: '0',
    },
    failWrites(errno, after = 0) {
      set('writesBefore', after);
      set('writeErrno', constants.errno[errno]);
    },
    failSyncs(errno, which) {
      set('failing', bits[which]);
      set('syncErrno', constants.errno[errno]);
    },
    slowSyncs: (ms) => set('syncDelayUs', ms * 1000),
    hold: (which) => set('held', bits[which]),
    moveClock: (seconds) => set('clockSeconds', seconds),
    mend() {
      for (const field of [
        'writeErrno',
        'syncErrno',
        'syncDelayUs',
        'held',
        'clockSeconds',
      ] as const) {
        set(field, 0);
      }
    },
    begun,
    async moreBegun(which, than) {
      while (begun(which) <= than) await sleep(1);
    },
  };
}
