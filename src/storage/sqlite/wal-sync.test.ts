import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as later } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WalSync } from './wal-sync.ts';

type Done = (error: Error | null) => void;

/** Syncs that have begun and are held back; calling one lets the disk do it, to its end. */
const held: (() => Promise<void>)[] = [];

vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>();
  const fdatasync = (fd: number, done: Done) => {
    const finish = (resolve: () => void) =>
      real.fdatasync(fd, (error) => {
        done(error);
        resolve();
      });
    held.push(() => new Promise(finish));
  };
  return { ...real, fdatasync };
});

let place: string;
let log: string;
beforeEach(() => {
  held.length = 0;
  place = fs.mkdtempSync(join(tmpdir(), 'atelier-wal-'));
  log = join(place, 'log');
  fs.writeFileSync(log, 'commits');
});
afterEach(() => fs.rmSync(place, { recursive: true }));

/** Lets the sync that has begun finish, and those who waited go on. */
async function finishOne(): Promise<void> {
  const [first] = held.splice(0, 1);
  if (!first) throw new Error('no sync has begun');
  await first();
  await later();
}

it('gives whoever asks a sync that began after the asking, one for all who wait', async () => {
  const wal = new WalSync(log);
  const settled: string[] = [];
  const ask = (name: string) => wal.settled().then(() => settled.push(name));

  const all = [ask('first')];
  expect(held.length).toBe(1);
  all.push(ask('second'), ask('third'));
  await later();
  // The running sync may have begun before their commits: it is not theirs.
  expect({ begun: held.length, settled }).toEqual({ begun: 1, settled: [] });

  await finishOne();
  expect({ begun: held.length, settled }).toEqual({ begun: 1, settled: ['first'] });
  all.push(ask('fourth'));
  await finishOne();
  expect({ begun: held.length, settled }).toEqual({
    begun: 1,
    settled: ['first', 'second', 'third'],
  });
  await finishOne();
  expect({ begun: held.length, settled }).toEqual({
    begun: 0,
    settled: ['first', 'second', 'third', 'fourth'],
  });

  all.push(ask('after a pause'));
  expect(held.length).toBe(1);
  await finishOne();
  await Promise.all(all);
  await wal.close();
});

it('fails for good once a sync has failed, though the disk would come back', async () => {
  // No device can sync this one, so the kernel refuses it.
  const wal = new WalSync('/dev/null');
  const both = [wal.settled(), wal.settled()];
  await Promise.all([...both.map((each) => expect(each).rejects.toThrow('EINVAL')), finishOne()]);
  expect(wal.failure?.message).toContain('EINVAL');

  fs.closeSync(wal.fd);
  expect(fs.openSync(log, 'r')).toBe(wal.fd);
  await expect(wal.settled()).rejects.toBe(wal.failure);
  expect(held.length).toBe(0);
  await wal.close();
});

it('closes the file only when the running sync is done', async () => {
  const wal = new WalSync(log);
  const settled = wal.settled();
  const closed = wal.close();
  expect(fs.fstatSync(wal.fd).size).toBe(7);
  await finishOne();
  await Promise.all([settled, closed]);
  expect(() => fs.fstatSync(wal.fd)).toThrow('EBADF');
});
