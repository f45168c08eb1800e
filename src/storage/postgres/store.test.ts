import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newDatabase, type TestDatabase } from '../../../test/postgres/database.ts';
import { type Records, type Store, StoreUnavailable } from '../../domain/store.ts';
import { openPostgresStore } from './store.ts';

const put = (name: string, value: string) => (records: Records) =>
  records.installation.putSetting(name, value);
const find = (name: string) => (records: Records) => records.installation.findSetting(name);

let database: TestDatabase;
let store: Store;
beforeEach(async () => {
  database = await newDatabase();
  store = await openPostgresStore(database.url);
});
afterEach(async () => {
  await store.close();
  await database.drop();
});

/** The name by which the server knows the connections that tests cut. */
const mark = `atelier-${process.pid}`;

/** A store whose connections `cutAll` ends, in place of the other. */
async function openMarked(): Promise<void> {
  await store.close();
  store = await openPostgresStore(`${database.url}&application_name=${mark}`);
}

const cutAll = () =>
  database.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = '${mark}'`,
  );

it('runs a write again that lost its connection before it was committed', async () => {
  await openMarked();
  let runs = 0;
  await store.write(async (records) => {
    runs += 1;
    await put('a', `run ${runs}`)(records);
    if (runs === 1) await cutAll();
    await find('a')(records);
  });
  expect(runs).toBe(2);
  expect(await store.read(find('a'))).toBe('run 2');
});

it('reads again where the connection was lost', async () => {
  await openMarked();
  await store.write(put('a', '1'));
  let runs = 0;
  const seen = await store.read(async (records) => {
    runs += 1;
    if (runs === 1) await cutAll();
    return find('a')(records);
  });
  expect([seen, runs]).toEqual(['1', 2]);
  // Connections that were lost while idle are not noticed at all.
  await cutAll();
  expect(await store.read(find('a'))).toBe('1');
});

it('runs a write that conflicts again, after the other', async () => {
  const order: string[] = [];
  let meanwhile: Promise<void> | undefined;
  await store.write(async (records) => {
    order.push(`sees ${await find('a')(records)}`);
    if (!meanwhile) {
      meanwhile = store.write(put('a', '1'));
      await meanwhile;
    }
    await put('a', '2')(records);
  });
  expect(order).toEqual(['sees undefined', 'sees 1']);
  expect(await store.read(find('a'))).toBe('2');
});

/** A way to the server that ends when a COMMIT comes by: before it arrives, or after its answer. */
async function cuttingProxy(url: string, cut: 'before' | 'after') {
  const { hostname, port } = new URL(url);
  let armed = false;
  const sockets = new Set<Socket>();
  const proxy = createServer((near) => {
    const far = connect(Number(port), hostname);
    let committing = false;
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (chunk: Buffer) => {
      committing = armed && chunk.includes('COMMIT');
      if (committing && cut === 'before') near.destroy();
      else far.write(chunk);
    });
    far.on('data', (chunk: Buffer) => {
      if (committing) near.destroy();
      else near.write(chunk);
    });
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const through = new URL(url);
  through.port = String((proxy.address() as AddressInfo).port);
  return {
    url: through.href,
    arm(on: boolean) {
      armed = on;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    },
  };
}

it.each([
  ['before', undefined],
  ['after', '1'],
] as const)(
  'never repeats a COMMIT that had no answer, nor takes it for done: cut %s it came',
  async (cut, left) => {
    const proxy = await cuttingProxy(database.url, cut);
    const far = await openPostgresStore(proxy.url);
    try {
      await far.write(put('b', '0'));
      proxy.arm(true);
      let runs = 0;
      const written = far.write((records) => {
        runs += 1;
        return put('a', String(runs))(records);
      });
      await expect(written).rejects.toMatchObject({ name: 'UnknownOutcome' });
      proxy.arm(false);
      expect(runs).toBe(1);
      expect(await store.read(find('a'))).toBe(left);
      expect(await far.read(find('b'))).toBe('0');
    } finally {
      await far.close();
      proxy.close();
    }
  },
);

it('gives no success where the work has swallowed the failure of a statement', async () => {
  const written = store.write(async (records) => {
    await put('a', '1')(records);
    const account = { domainId: 'd', name: 'n', createdAt: 0 };
    await records.access.insertAccount(account);
    await records.access.insertAccount(account).catch(() => undefined);
    return 'fine';
  });
  await expect(written).rejects.toThrow('duplicate key');
  expect(await store.read(find('a'))).toBeUndefined();
});

it('says that the database cannot be used, without its password', async () => {
  // Nothing listens on this port, which only root could take.
  const failure = await openPostgresStore('postgres://someone:hush@127.0.0.1:1/name').catch(
    (error: Error) => error,
  );
  expect(failure).toBeInstanceOf(StoreUnavailable);
  expect((failure as Error).message).toBe(
    'the database postgres://someone@127.0.0.1:1/name cannot be used:' +
      ' connect ECONNREFUSED 127.0.0.1:1',
  );
});

it('commits for good, whatever the URL asks for', async () => {
  const lax = new URL(database.url);
  const options = `${lax.searchParams.get('options')} -c synchronous_commit=off`;
  lax.search = `options=${encodeURIComponent(options)}`;
  const careless = await openPostgresStore(lax.href);
  // Its own connections say so themselves: the setting is written down where one can see it.
  await database.query(
    `create function noted() returns trigger language plpgsql as
      $$ begin new.value := current_setting('synchronous_commit'); return new; end $$`,
  );
  await database.query(
    'create trigger noting before insert on settings for each row execute function noted()',
  );
  await careless.write(put('setting', '?'));
  expect(await careless.read(find('setting'))).toBe('on');
  await careless.close();
});

it('goes on beside a newer program that has added a column', async () => {
  await store.write((records) =>
    records.access.insertAccount({ domainId: 'd', name: 'n', createdAt: 0 }),
  );
  const accounts = () => store.read((records) => records.access.listAccounts());
  const many = () => Promise.all(Array.from({ length: 12 }, accounts));
  const before = await many();
  await database.query("alter table accounts add column motto text not null default ''");
  expect(await many()).toEqual(before);
  expect(before[0]).toEqual([{ domainId: 'd', name: 'n', createdAt: 0 }]);
});
