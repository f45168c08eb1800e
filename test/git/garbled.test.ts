import { existsSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openProject } from '../../src/domain/projects/index.ts';
import { protectInProject } from '../../src/domain/repositories/index.ts';
import { tally } from '../concurrency/client.ts';
import { seedProperties } from '../properties/random.ts';
import { openWorld, type World } from '../world.ts';
import { GitClient } from './git-client.ts';
import { cloneAddress, kinds, newRepository } from './repositories.ts';

seedProperties('garbled git');
const git = new GitClient();
let world: World;
let tip: string;
/** The file of the branch that nobody may touch. */
let kept: string;
let pathname: string;
let authorization: string;
let send: (service: string, body: Buffer) => Promise<number>;

beforeAll(async () => {
  world = await openWorld('memory');
  const { store, clock, repositories } = world.server.data;
  const repository = await newRepository(world, 'garbled');
  await store.write(async (records) => {
    const within = await openProject(records, world.operator, world.projectId);
    const rule = { name: 'kept', actions: [] };
    await protectInProject(records, within, kinds.repositoryGroup, 'branch', rule, clock.now());
  });
  const developer = await world.addUser('developer');
  await world.allow(developer, 'Allow', 'codeartsrepo:*:*');
  await world.join(developer, world.projectId, 4);
  const seed = await git.seeded();
  tip = await git.run(seed, 'rev-parse', 'HEAD');
  const refs = ['main', 'main:kept', 'main:free', 'main:refs/tags/v1'];
  await git.run(seed, 'push', '-q', cloneAddress(world, repository), ...refs);
  kept = join(await repositories.pathOf(repository.uuid), 'refs', 'heads', 'kept');
  pathname = new URL(cloneAddress(world, repository)).pathname;
  authorization = `Basic ${btoa(`${world.domainName}/${developer.user.name}:${developer.password}`)}`;
  send = async (service, body) => {
    const url = `${world.endpoint}${pathname}/git-${service}`;
    const headers = { authorization, 'content-type': `application/x-git-${service}-request` };
    const answer = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
    await answer.arrayBuffer();
    return answer.status;
  };
});
afterAll(async () => {
  await world.close();
  git.close();
});

const oddName = fc.string({
  unit: fc.integer({ min: 0, max: 255 }).map((each) => String.fromCharCode(each)),
});
const ref = fc.oneof(
  fc.constantFrom('refs/heads/kept', 'refs/heads/free', 'refs/tags/v1', 'HEAD', 'refs/heads/new'),
  fc.constantFrom(
    'refs/heads/../heads/kept',
    'refs//heads/kept',
    'refs/heads/kept/',
    './refs/heads/kept',
  ),
  fc.constantFrom(
    'refs/heads/kept\xff',
    'refs/heads/\xe2\x28',
    'refs/heads/kept/x',
    'refs/x/kept',
    '',
  ),
  oddName.map((name) => `refs/heads/${name}`),
);
const object = fc.constantFrom(
  ...['tip', 'TIP', '0'.repeat(40), '0'.repeat(64), 'f'.repeat(40), 'f'.repeat(39), ''],
);
const command = fc.tuple(object, object, ref).map((parts) => parts.join(' '));
const tail = fc.constantFrom(
  ...['', '\n', '\r\n', '\0', '\0report-status', '\0report-status atomic delete-refs', ' \0x\0y'],
  ...['\0object-format=sha256', `\0report-status ${'z'.repeat(65_400)}`, '\0push-options'],
);
/** A line, and now and then a second one inside of it. */
const line = fc
  .tuple(
    fc.oneof(
      { weight: 6, arbitrary: command },
      fc.constantFrom('shallow tip', 'shallow tip\n', 'deepen 1', 'want tip', 'have tip', 'done'),
      fc.constantFrom('want tip no-done side-band-64k', 'want ffff', 'deepen-not x', 'filter blob'),
      oddName,
    ),
    tail,
    fc.option(command, { freq: 6 }),
  )
  .map(([start, end, inside]) => start + end + (inside === null ? '' : `\n${inside}`));
const length = fc.oneof(
  { weight: 12, arbitrary: fc.constant('right') },
  fc.constantFrom('0000', '0001', '0002', '0003', '0004', 'ffff', 'FFF0', 'zzzz', '+005', '-001'),
);
const body = fc
  .tuple(
    fc.array(fc.tuple(length, line), { maxLength: 5 }),
    fc.constantFrom('0000', '00000000', '0001', ''),
    fc.constantFrom('', 'PACK', 'PACK\0\0\0\x02\0\0\0\0', 'x'.repeat(100)),
  )
  .map(([lines, end, rest]) => {
    const named = (text: string) =>
      text.replaceAll('TIP', tip.toUpperCase()).replaceAll('tip', tip);
    const written = lines.map(([how, text]) => {
      const content = named(text);
      const right = (content.length + 4).toString(16).padStart(4, '0');
      return (how === 'right' ? right : how) + content;
    });
    return Buffer.from(written.join('') + end + rest, 'latin1');
  });

it.each([
  ['receive-pack', 250],
  ['upload-pack', 120],
] as const)(
  'no garbled request to %s is a fault of ours, or moves what is protected',
  {
    timeout: 60_000,
  },
  async (service, numRuns) => {
    const statuses: string[] = [];
    await fc.assert(
      fc.asyncProperty(body, async (sent) => {
        const status = await send(service, sent);
        statuses.push(String(status));
        expect(status).toBeLessThan(500);
        expect(existsSync(kept) && readFileSync(kept, 'latin1').trim()).toBe(tip);
      }),
      { numRuns },
    );
    const counts = tally(statuses);
    console.log(service, counts);
    // Some are understood, or nothing would be tried.
    expect(counts['200']).toBeGreaterThan(5);
  },
);

it('what git does not want to read any more of hurts nobody', async () => {
  const start = Buffer.from('0014want nonsense\n00');
  const rest = Buffer.alloc(300_000, '0032want 0000000000000000000000000000000000000000\n');
  const statuses = await Promise.all(
    Array.from({ length: 24 }, () => send('upload-pack', Buffer.concat([start, rest]))),
  );
  expect(new Set(statuses)).toEqual(new Set([400]));
});

it('what is refused before it is read leaves its connection to the next request', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const sockets = new Set<unknown>();
  const ask = (body: Buffer) =>
    new Promise<number | undefined>((resolve, reject) => {
      const asked = request(`${world.endpoint}${pathname}/git-receive-pack`, {
        ...{ method: 'POST', agent, headers: { authorization } },
      });
      asked.on('socket', (socket) => sockets.add(socket)).on('error', reject);
      asked.on('response', (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode));
      });
      asked.end(body);
    });
  for (const size of [1000, 150_000, 1_500_000]) {
    const sent = Buffer.concat([Buffer.from('0014want nonsense\n00'), Buffer.alloc(size)]);
    for (const body of [sent, gzipSync(sent)]) expect(await ask(body)).toBe(400);
  }
  expect(sockets.size).toBe(1);
  agent.destroy();
});
