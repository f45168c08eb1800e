import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { loggedIn } from '../concurrency/client.ts';
import { printedSeed, randomFrom } from '../properties/random.ts';
import { inFile } from './kept-data.ts';
import { bundledServer, type ServerProcess, startProcess } from './server-process.ts';
import { storedGroups } from './stored-groups.ts';

const random = randomFrom(printedSeed('log tail'));

// Source: the SQLite database file format, "The Write-Ahead Log".
const headBytes = 32;
const frameBytes = 24 + 4096;

/** A write-ahead log as a power cut may leave it, and how many of its first frames are as they were. */
interface Damaged {
  readonly log: Buffer;
  readonly intact: number;
}

const startOf = (frame: number) => headBytes + frame * frameBytes;
const withFlip = (log: Buffer, at: number) => {
  const copy = Buffer.from(log);
  copy.writeUInt8(copy.readUInt8(at) ^ (1 << random.below(8)), at);
  return copy;
};

const damages: Readonly<Record<string, (log: Buffer, frames: number) => Damaged>> = {
  'nothing happened': (log, frames) => ({ log, intact: frames }),
  'garbage follows': (log, frames) => ({
    log: Buffer.concat([log, randomBytes(1 + random.below(3 * frameBytes))]),
    intact: frames,
  }),
  'zeros follow': (log, frames) => ({
    log: Buffer.concat([log, Buffer.alloc(4 * frameBytes)]),
    intact: frames,
  }),
  'old frames follow': (log, frames) => ({
    log: Buffer.concat([log, log.subarray(startOf(0), startOf(8))]),
    intact: frames,
  }),
  'the last frame is cut': (log, frames) => ({
    log: log.subarray(0, log.length - 1 - random.below(frameBytes - 1)),
    intact: frames - 1,
  }),
  'the last frame is missing': (log, frames) => ({
    log: log.subarray(0, startOf(frames - 1)),
    intact: frames - 1,
  }),
  'the last frames are zeros': (log, frames) => {
    const lost = 1 + random.below(20);
    const rest = log.subarray(0, startOf(frames - lost));
    return { log: Buffer.concat([rest, Buffer.alloc(lost * frameBytes)]), intact: frames - lost };
  },
  'a bit of the last frame is flipped': (log, frames) => ({
    log: withFlip(log, startOf(frames - 1) + random.below(frameBytes)),
    intact: frames - 1,
  }),
  'a bit of any frame of the second half is flipped': (log, frames) => {
    const frame = frames - 1 - random.below(Math.floor(frames / 2));
    return { log: withFlip(log, startOf(frame) + random.below(frameBytes)), intact: frame };
  },
  'the last two frames are in the wrong order': (log, frames) => {
    const parts = [frames - 1, frames - 2].map((i) => log.subarray(startOf(i), startOf(i + 1)));
    return {
      log: Buffer.concat([log.subarray(0, startOf(frames - 2)), ...parts]),
      intact: frames - 2,
    };
  },
};

/** The names that whole transactions among the first frames have written. */
function namesIn(log: Buffer, frames: number, names: readonly string[]): string[] {
  let end = 0;
  for (let i = 0; i < frames; i += 1) {
    if (log.readUInt32BE(startOf(i) + 4) !== 0) end = i + 1;
  }
  const pages = log.subarray(startOf(0), startOf(end)).toString('latin1');
  return names.filter((name) => pages.includes(name));
}

let place: string;
let program: string;
let server: ServerProcess | undefined;
let first: NonNullable<ServerProcess['first']>;
/** The names of all groups, each answered before the next was asked for. */
const answered: string[] = [];

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'atelier-tail-'));
  program = await bundledServer(place);
  server = await startProcess(program, join(place, 'data'));
  if (!server.first) throw new Error('the first start gave no credentials');
  first = server.first;
  const send = await loggedIn(server.endpoint, first);
  for (let i = 0; i < 40; i += 1) {
    const name = random.hex(32);
    const { status } = await send('POST', `/v4/${first.projectId}/groups`, { name });
    expect(status).toBe(201);
    answered.push(name);
  }
  await server.kill();
});
afterEach(() => server?.kill());
afterAll(() => rmSync(place, { recursive: true }));

it.each(Object.entries(damages))('of a log, %s', async (_what, damage) => {
  const data = mkdtempSync(join(place, 'damaged-'));
  cpSync(join(place, 'data'), data, { recursive: true });
  const file = join(data, 'atelier.db');
  const log = readFileSync(`${file}-wal`);
  const frames = (log.length - headBytes) / frameBytes;
  expect(Number.isInteger(frames)).toBe(true);
  expect(namesIn(log, frames, answered)).toEqual(answered);

  const damaged = damage(log, frames);
  writeFileSync(`${file}-wal`, damaged.log);
  // The index of the log is not synced, so a power cut leaves anything.
  writeFileSync(`${file}-shm`, randomBytes(statSync(`${file}-shm`).size));
  const expected = namesIn(log, damaged.intact, answered);
  expect(expected.length < answered.length).toBe(damaged.intact < frames);

  server = await startProcess(program, data);
  const send = await loggedIn(server.endpoint, first);
  const name = 'made-after-it';
  expect((await send('POST', `/v4/${first.projectId}/groups`, { name })).status).toBe(201);
  await server.kill();
  const stored = await storedGroups(inFile(file), first);
  expect(stored.faults).toEqual([]);
  expect([...stored.names].sort()).toEqual([...expected, name].sort());
});
