import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Records, Store } from '../../domain/store.ts';
import { NewerDatabase } from '../migrations/index.ts';
import { openFileStore, openMemoryStore } from './store.ts';

/** Set where the disk is to fail at its next sync. */
const disk = { fails: false };

vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>();
  const fdatasync: typeof real.fdatasync = Object.assign(
    (fd: number, done: (error: NodeJS.ErrnoException | null) => void) => {
      if (disk.fails) setImmediate(done, new Error('EIO: the disk failed'));
      else real.fdatasync(fd, done);
    },
    real.fdatasync,
  );
  return { ...real, fdatasync };
});

let place: string;
let file: string;
let store: Store;
beforeEach(() => {
  disk.fails = false;
  place = fs.mkdtempSync(join(tmpdir(), 'atelier-store-'));
  file = join(place, 'atelier.db');
});
afterEach(async () => {
  await store.close();
  fs.rmSync(place, { recursive: true });
});

const put = (name: string, value: string) => (records: Records) =>
  records.installation.putSetting(name, value);
const find = (name: string) => (records: Records) => records.installation.findSetting(name);

describe.each(['memory', 'file'])('a store in %s', (kind) => {
  beforeEach(() => {
    store = kind === 'file' ? openFileStore(file) : openMemoryStore();
  });

  it('keeps nothing of a write that throws, and goes on', async () => {
    await store.write(put('kept', 'old'));
    const failed = store.write(async (records) => {
      await put('kept', 'new')(records);
      await put('more', 'x')(records);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await store.read(find('kept'))).toBe('old');
    expect(await store.read(find('more'))).toBeUndefined();
    await store.write(put('more', 'y'));
    expect(await store.read(find('more'))).toBe('y');
  });

  it('runs one write after the other', async () => {
    const raise = async (records: Records) => {
      const value = Number((await find('count')(records)) ?? 0);
      await find('else')(records);
      await put('count', String(value + 1))(records);
    };
    await Promise.all(Array.from({ length: 50 }, () => store.write(raise)));
    expect(await store.read(find('count'))).toBe('50');
  });

  it('shows a read the whole of a write or nothing of it', async () => {
    const looks: Promise<unknown>[] = [];
    const look = () =>
      looks.push(
        store.read(async (records) => [await find('a')(records), await find('b')(records)]),
      );
    await store.write(async (records) => {
      look();
      await put('a', '1')(records);
      look();
      for (let i = 0; i < 20; i += 1) await find('else')(records);
      await put('b', '1')(records);
      look();
    });
    look();
    const seen = (await Promise.all(looks)).map((pair) => JSON.stringify(pair));
    expect(seen.filter((pair) => pair !== '[null,null]' && pair !== '["1","1"]')).toEqual([]);
    expect(seen.at(-1)).toBe('["1","1"]');
  });
});

describe('a store in a file', () => {
  it('has what was written when it is opened again', async () => {
    store = openFileStore(file);
    await store.write(put('kept', 'yes'));
    await store.close();
    store = openFileStore(file);
    expect(await store.read(find('kept'))).toBe('yes');
  });

  it('reads one snapshot, whatever is committed meanwhile', async () => {
    store = openFileStore(file);
    await store.write(put('a', 'old'));
    const other = new DatabaseSync(file);
    const seen = await store.read(async (records) => {
      const before = await find('a')(records);
      other.exec("update settings set value = 'new' where name = 'a'");
      return [before, await find('a')(records)];
    });
    other.close();
    expect(seen).toEqual(['old', 'old']);
    expect(await store.read(find('a'))).toBe('new');
  });

  it('waits for another process that writes, and meanwhile reads', async () => {
    store = openFileStore(file);
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const written = store.write(put('a', '1'));
    await sleep(20);
    expect(await store.read(find('a'))).toBeUndefined();
    other.exec('COMMIT');
    other.close();
    await written;
    expect(await store.read(find('a'))).toBe('1');
  });

  it('answers nothing more once a sync has failed', async () => {
    store = openFileStore(file);
    await store.write(put('a', '1'));
    disk.fails = true;
    await expect(store.write(put('a', '2'))).rejects.toThrow('the disk failed');
    disk.fails = false;
    await expect(store.write(put('a', '3'))).rejects.toThrow('the disk failed');
    // It would show what the failed sync may have lost.
    await expect(store.read(find('a'))).rejects.toThrow('the disk failed');
    // What is only consulted may, but not where it ends in a refusal, which is shown.
    expect(await store.consult(find('a'))).toBe('2');
    const refused = store.consult(() => Promise.reject(new Error('refused')));
    await expect(refused).rejects.toThrow('the disk failed');
  });

  it('carries the log over when it is long, and uses it from its start again', async () => {
    store = openFileStore(file);
    // Its header has a salt that is new each time. Source: SQLite database file format, 4.1.
    const salt = () => fs.readFileSync(`${file}-wal`).toString('hex', 16, 24);
    const before = salt();
    const value = 'x'.repeat(64 * 1024);
    for (let i = 0; i < 256; i += 1) await store.write(put(`setting ${i}`, value));
    expect(salt()).toBe(before);
    // Every 256th commit looks at the log; writing never pauses.
    let last = 0;
    while (salt() === before) {
      for (const until = last + 256; last < until; last += 1) {
        await store.write(put('small', `after ${last}`));
      }
    }
    expect(await store.read(find('setting 255'))).toBe(value);
    expect(await store.read(find('small'))).toBe(`after ${last - 1}`);
  });

  it('refuses a database of a newer program', () => {
    store = openMemoryStore();
    const other = new DatabaseSync(file);
    other.exec('PRAGMA user_version = 1000');
    other.close();
    expect(() => openFileStore(file)).toThrow(NewerDatabase);
  });
});
