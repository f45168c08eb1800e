import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AuditRetention, trimAudit } from '../../src/domain/audit/index.ts';
import type { Store } from '../../src/domain/store.ts';
import { startServer } from '../../src/main.ts';
import { quietServer } from '../configuration.ts';
import { openWorld, stores, type World } from '../world.ts';

const day = 24 * 3_600_000;
const beginning = Date.UTC(2026, 0, 1);

const entry = {
  domainId: 'd',
  userId: 'u',
  userName: 'name',
  action: 'test:line:write',
  projectId: null,
  requestId: '',
  address: '',
  refusal: undefined,
};

/** Puts lines at the end, whose resources are the days that they are of. */
function addDays(store: Store, days: readonly number[]): Promise<void> {
  return store.write(async ({ audit }) => {
    for (const n of days)
      await audit.append({ ...entry, at: beginning + n * day, resource: `${n}` });
  });
}

/** The days of which there are lines, newest first. */
async function daysKept(store: Store): Promise<number[]> {
  const whole = { from: 0, below: Number.MAX_SAFE_INTEGER };
  const lines = await store.read(({ audit }) => audit.list('d', {}, whole, 1_000_000));
  return lines.map(({ resource }) => Number(resource));
}

/** Trims until there is no more to do; answers how many times there was. */
async function trimmed(store: Store, retention: AuditRetention, now: number): Promise<number> {
  let rounds = 0;
  while (await trimAudit(store, retention, now)) rounds += 1;
  return rounds;
}

describe.each(stores)('on the %s store', (kind) => {
  let world: World;
  let store: Store;
  beforeEach(async () => {
    // What the first start writes is older than all the rest.
    world = await openWorld(kind, { clock: { now: () => beginning } });
    store = world.server.data.store;
  });
  afterEach(() => world.close());

  it('deletes what is older than so many days', async () => {
    await addDays(store, [1, 2, 3, 4, 5]);
    const at = beginning + 33.5 * day;
    await trimmed(store, { days: 30, rows: 0 }, at);
    expect(await daysKept(store)).toEqual([5, 4]);
    expect(await trimmed(store, { days: 30, rows: 0 }, at)).toBe(0);
  });

  it('keeps no more than so many lines, the newest', async () => {
    await addDays(store, [1, 2, 3, 4, 5]);
    await trimmed(store, { days: 0, rows: 3 }, beginning + 99_999 * day);
    expect(await daysKept(store)).toEqual([5, 4, 3]);
  });

  it('keeps everything where nothing else is said', async () => {
    await addDays(store, [1, 2, 3]);
    expect(await trimmed(store, { days: 0, rows: 0 }, beginning + 99_999 * day)).toBe(0);
    expect(await daysKept(store)).toEqual([3, 2, 1]);
  });

  it('deletes portion by portion, and goes on numbering where all was old', async () => {
    await addDays(store, Array(2500).fill(1));
    const ends = () => store.read(({ audit }) => audit.ends());
    const before = await ends();
    const rounds = await trimmed(store, { days: 1, rows: 0 }, beginning + 9 * day);
    expect(rounds).toBe(3);
    expect(await daysKept(store)).toEqual([1]);
    await addDays(store, [8]);
    expect((await ends())?.newest).toBe((before?.newest ?? 0) + 1);
  });

  it('may be done twice at once', async () => {
    await addDays(store, Array(1500).fill(1));
    await addDays(store, [8]);
    const trim = () => trimmed(store, { days: 3, rows: 0 }, beginning + 9 * day);
    await Promise.all([trim(), trim()]);
    expect(await daysKept(store)).toEqual([8]);
  });
});

it('is done by the running server', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'atelier-audit-'));
  let now = beginning;
  const start = (audit: AuditRetention) =>
    startServer({
      ...quietServer,
      data: { directory },
      clock: { now: () => now },
      audit,
    });
  const first = await start({ days: 1, rows: 0 });
  await addDays(first.data.store, [0, ...Array(1100).fill(1), 30]);
  await first.stop();

  now = beginning + 31.5 * day;
  const second = await start({ days: 30, rows: 0 });
  const { store } = second.data;
  while ((await daysKept(store)).length > 1) await sleep(20);
  expect(await daysKept(store)).toEqual([30]);
  await second.stop();
  rmSync(directory, { recursive: true });
});
