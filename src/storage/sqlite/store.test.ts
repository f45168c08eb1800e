import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemPolicies } from '../../domain/access/index.ts';
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

describe('a store in a file', () => {
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
    const log = fs.openSync(`${file}-wal`, 'r');
    const header = Buffer.alloc(24);
    const salt = () => {
      fs.readSync(log, header, 0, 24, 0);
      return header.toString('hex', 16);
    };
    const before = salt();
    const value = 'x'.repeat(64 * 1024);
    let last = 0;
    const more = () => store.write(put(`setting ${last++}`, value));
    while (last < 256) await more();
    expect(salt()).toBe(before);
    // Half of what it may be. It is looked at now and then; writing never pauses.
    while (salt() === before) await more();
    expect(await store.read(find('setting 0'))).toBe(value);
    expect(await store.read(find(`setting ${last - 1}`))).toBe(value);
    expect(last).toBeLessThan(2048);
    fs.closeSync(log);
  });

  it('forgets what another process changes', async () => {
    store = openFileStore(file);
    const project = { domainId: 'a', id: 'p', name: 'n', parentId: 'a', description: '' };
    const look = ({ access }: Records) => access.findIamProject('a', 'p');
    const add = (name: string) => (other: Store) =>
      other.write(({ access }) => access.insertIamProject({ ...project, name, createdAt: 1 }));
    expect(await store.read(look)).toBeUndefined();
    const other = openFileStore(file);
    await add('n')(other);
    expect(await store.read(look)).toMatchObject({ name: 'n' });
    const raw = new DatabaseSync(file);
    raw.exec(`update iam_projects set name = 'changed'`);
    expect(await store.read(look)).toMatchObject({ name: 'n' });
    raw.exec(`update sequences set value = value + 1 where name = 'remembered'`);
    raw.close();
    expect(await store.read(look)).toMatchObject({ name: 'changed' });
    await other.close();
  });

  it('remembers that a user has no policies, and forgets it', async () => {
    store = openFileStore(file);
    const look = ({ access }: Records) => access.listPoliciesOfUser('a', 'u');
    expect(await store.read(look)).toEqual([]);
    const raw = new DatabaseSync(file);
    const holder = `'a', 'user', 'u', '${systemPolicies[0]?.id}', 1`;
    raw.exec(`insert into policy_attachments
      (domain_id, entity_kind, entity_id, policy_id, created_at) values (${holder})`);
    expect(await store.read(look)).toEqual([]);
    raw.exec(`insert into sequences (name, value) values ('remembered', 1)`);
    raw.close();
    expect(await store.read(look)).toEqual([systemPolicies[0]]);
  });

  it('refuses a database of a newer program', () => {
    store = openMemoryStore();
    const other = new DatabaseSync(file);
    other.exec('PRAGMA user_version = 1000');
    other.close();
    expect(() => openFileStore(file)).toThrow(NewerDatabase);
  });
});
