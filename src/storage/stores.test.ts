import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newDatabase } from '../../test/postgres/database.ts';
import type { Records, Store } from '../domain/store.ts';
import { openFileStore, openMemoryStore, openPostgresStore } from './index.ts';

/** Opens a store of each kind in an empty place, and again what was kept in that place. */
const kinds = {
  memory: async () => ({ open: async () => openMemoryStore(), discard: async () => undefined }),
  file: async () => {
    const place = mkdtempSync(join(tmpdir(), 'atelier-store-'));
    return {
      open: async () => openFileStore(join(place, 'atelier.db')),
      discard: async () => rmSync(place, { recursive: true }),
    };
  },
  postgres: async () => {
    const { url, drop } = await newDatabase();
    return { open: () => openPostgresStore(url), discard: drop };
  },
};

const put = (name: string, value: string) => (records: Records) =>
  records.installation.putSetting(name, value);
const find = (name: string) => (records: Records) => records.installation.findSetting(name);

describe.each(Object.keys(kinds) as (keyof typeof kinds)[])('a store in %s', (kind) => {
  let place: { open(): Promise<Store>; discard(): Promise<void> };
  let store: Store;
  beforeEach(async () => {
    place = await kinds[kind]();
    store = await place.open();
  });
  afterEach(async () => {
    await store.close();
    await place.discard();
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

  it('runs writes as if one came after the other', async () => {
    const raise = async (records: Records) => {
      const value = Number((await find('count')(records)) ?? 0);
      await find('else')(records);
      await put('count', String(value + 1))(records);
    };
    await Promise.all(Array.from({ length: 50 }, () => store.write(raise)));
    expect(await store.read(find('count'))).toBe('50');
  });

  it('lets only one of two writes rest on what the other changes', async () => {
    const shifts = ['first', 'second'];
    await store.write(async (records) => {
      for (const shift of shifts) await put(shift, 'on duty')(records);
    });
    const leave = (shift: string) => async (records: Records) => {
      const duties = [await find('first')(records), await find('second')(records)];
      if (duties.includes('off')) return;
      await put(shift, 'off')(records);
    };
    for (let round = 0; round < 5; round += 1) {
      await Promise.all(shifts.map((shift) => store.write(leave(shift))));
    }
    const duties = await store.read(async (records) => [
      await find('first')(records),
      await find('second')(records),
    ]);
    expect(duties.toSorted()).toEqual(['off', 'on duty']);
  });

  it('undoes one of many that came together, and only that', async () => {
    const raise = (i: number) => async (records: Records) => {
      const value = Number((await find('count')(records)) ?? 0) + 1;
      if (i % 5 === 1) throw new Error('before writing');
      await put('count', String(value))(records);
      if (i % 5 === 3) throw new Error('after writing');
      return value;
    };
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_one, i) => store.write(raise(i))),
    );
    const values = outcomes.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
    expect(values.toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 30 }, (_one, i) => i + 1),
    );
    expect(await store.read(find('count'))).toBe('30');
  });

  it('remembers no row longer than it is true', async () => {
    const domainId = 'a';
    const versions = { defaultVersion: 1, latestVersion: 1, createdAt: 1, updatedAt: 1 };
    const words = { name: 'n', path: '', description: '' };
    const policy = { type: 'custom', domainId, id: 'p', ...words, ...versions } as const;
    const holder = { kind: 'user', id: 'u' } as const;
    const attached = async ({ access }: Records) =>
      (await access.listPoliciesOfUser(domainId, 'u')).length;
    const detach = ({ access }: Records) => access.deleteAttachment(domainId, 'p', holder);
    await store.write(async ({ access }) => {
      await access.insertPolicy(policy, '{}');
      await access.insertAttachment(domainId, { policyId: 'p', holder, attachedAt: 1 });
    });
    expect(await store.read(attached)).toBe(1);
    expect(await store.write(attached)).toBe(1);
    const undone = store.write(async (records) => {
      await detach(records);
      expect(await attached(records)).toBe(0);
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect([await store.read(attached), await store.write(attached)]).toEqual([1, 1]);
    await Promise.all([store.write(detach), store.write(attached)]);
    expect([await store.read(attached), await store.write(attached)]).toEqual([0, 0]);
  });

  it('removes what a deleted user was in and held to', async () => {
    const at = { createdAt: 1, updatedAt: 1 };
    const names = { number: 1, name: 'u', nickName: 'u', root: false, enabled: true };
    const holder = { kind: 'user', id: 'u' } as const;
    await store.write(async ({ access }) => {
      await access.insertUser({ domainId: 'a', id: 'u', description: '', ...names, ...at });
      await access.insertGroupMember('a', { groupId: 'g', userId: 'u', addedAt: 1 });
      await access.insertAttachment('a', { policyId: 'p', holder, attachedAt: 1 });
    });
    const left = ({ access }: Records) =>
      Promise.all([
        access.countGroupsOfUser('a', 'u'),
        access.countAttachmentsOfHolder('a', holder),
        access.isGroupMember('a', 'g', 'u'),
      ]);
    expect(await store.read(left)).toEqual([1, 1, true]);
    await store.write(({ access }) => access.deleteUser('a', 'u'));
    expect(await store.read(left)).toEqual([0, 0, false]);
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

  it('has what was written when it is opened again', async () => {
    await store.write(put('a', '1'));
    await store.close();
    store = await place.open();
    expect(await store.read(find('a'))).toBe(kind === 'memory' ? undefined : '1');
  });

  const account = { domainId: 'd', name: 'account', createdAt: 1_767_323_045_678 };
  const project =
    (name: string, description = '') =>
    async (records: Records) =>
      records.projects.insertProject({
        domainId: account.domainId,
        id: name,
        number: await records.projects.nextProjectNumber(),
        name,
        description,
        type: 'scrum',
        creatorId: 'nobody',
        createdAt: account.createdAt,
        updatedAt: account.createdAt,
      });
  const listed = (records: Records, search?: string) =>
    records.projects.listProjects(
      account.domainId,
      { sort: [{ by: 'name', descending: false }], ...(search ? { search } : {}) },
      { offset: 0, limit: 100 },
    );

  it('compares texts by their bytes', async () => {
    const names = ['a b', 'a', 'B', 'é', 'e', 'Z', '中', 'a_b', 'a-b', 'b', '😀', '\uFFFD'];
    for (const name of names) await store.write(project(name));
    const { items, total } = await store.read((records) => listed(records));
    const byBytes = names.toSorted((one, other) =>
      Buffer.compare(Buffer.from(one), Buffer.from(other)),
    );
    expect(items.map(({ name }) => name)).toEqual(byBytes);
    expect(total).toBe(names.length);
  });

  it('finds parts of texts whatever the case of their ASCII letters, and nothing else', async () => {
    for (const name of ['Alpha', 'alphA-2', 'É', '100%', 'a_c', 'abc', 'a\\c']) {
      await store.write(project(name, `of ${name.length}`));
    }
    const found = async (search: string) =>
      (await store.read((records) => listed(records, search))).items.map(({ name }) => name);
    expect(await found('LPHA')).toEqual(['Alpha', 'alphA-2']);
    expect(await found('é')).toEqual([]);
    expect(await found('É')).toEqual(['É']);
    expect(await found('%')).toEqual(['100%']);
    expect(await found('a_c')).toEqual(['a_c']);
    expect(await found('a\\c')).toEqual(['a\\c']);
    expect(await found('OF 7')).toEqual(['alphA-2']);
  });

  it('says that a name is taken, and goes on in the same transaction', async () => {
    await store.write(project('one'));
    const inserted = await store.write(async (records) => [
      await project('one')(records),
      await project('two')(records),
    ]);
    expect(inserted).toEqual([false, true]);
    expect((await store.read((records) => listed(records))).total).toBe(2);
  });

  it('gives numbers once, from 1 on', async () => {
    const numbers = await Promise.all(
      Array.from({ length: 20 }, () => store.write((records) => records.tree.nextNumber())),
    );
    expect(numbers.toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
  });

  it('lists all repositories portion by portion, and whose files nobody needs', async () => {
    const uuids = Array.from({ length: 1001 }, (_, i) => String(i).padStart(32, '0'));
    await store.write(async ({ repositories }) => {
      for (const uuid of uuids.toReversed()) {
        const facts = { defaultBranch: 'main', lastActivityAt: 1 };
        await repositories.insertRepository({ id: uuid, uuid, ...facts });
      }
      await repositories.noteUnneeded('gone');
    });
    await store.read(async ({ repositories }) => {
      const first = await repositories.listRepositories('');
      const rest = await repositories.listRepositories(first.at(-1)?.uuid ?? '');
      expect([...first, ...rest].map(({ uuid }) => uuid)).toEqual(uuids);
      expect(rest[0]).toEqual({ uuid: uuids[1000], defaultBranch: 'main', lastActivityAt: 1 });
      expect(await repositories.unneededAmong(['x', 'gone', uuids[0] ?? ''])).toEqual(['gone']);
    });
  });

  it('keeps bytes, large numbers, and texts with any character', async () => {
    const sealed = Uint8Array.from({ length: 256 }, (_, i) => i);
    const key = { accessKey: 'K', domainId: 'd', userId: 'u', enabled: true, createdAt: 2 ** 50 };
    const description = `'; -- "\\ \n\t 😀`;
    const naming = { number: 1, name: 'n', nickName: 'n', description: '' };
    const user = { domainId: 'd', id: 'u', ...naming, root: false };
    await store.write(async (records) => {
      await records.access.insertAccount(account);
      await records.access.insertUser({ ...user, enabled: true, createdAt: 0, updatedAt: 0 });
      await records.access.insertAccessKey({ ...key, description }, sealed);
    });
    const found = await store.read((records) => records.access.findAccessKey('K'));
    expect(found?.key).toEqual({ ...key, description });
    expect(Uint8Array.from(found?.sealedSecret ?? [])).toEqual(sealed);
    // Not every engine has U+0000 in its texts; none fails over it.
    expect(await store.read(find('a\0b'))).toBeUndefined();
    await store.write(put('nul', 'a\0b'));
    expect(await store.read(find('nul'))).toMatch(/^a[\0\uFFFD]b$/);
  });
});
