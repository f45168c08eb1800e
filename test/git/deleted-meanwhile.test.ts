import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openProject } from '../../src/domain/projects/index.ts';
import { deleteNode } from '../../src/domain/tree/index.ts';
import { openWorld, type World } from '../world.ts';
import { GitClient } from './git-client.ts';
import { kinds, newRepository, pushed } from './repositories.ts';

const git = new GitClient();
let world: World;

beforeAll(async () => {
  world = await openWorld('memory');
});
afterAll(async () => {
  await world.close();
  git.close();
});

it('a push is not acknowledged when its repository is deleted before it ends', async () => {
  const repository = await newRepository(world, 'deleted');
  const { store, repositories, clock } = world.server.data;
  const path = await repositories.pathOf(repository.uuid);
  const arriving = () => readdirSync(join(path, 'objects')).filter((name) => /incoming/.test(name));

  const seed = await git.seeded();
  const tip = await git.run(seed, 'rev-parse', 'HEAD');
  const pack = execFileSync('git', ['pack-objects', '--revs', '--stdout', '-q'], {
    cwd: seed,
    input: `${tip}\n`,
  });
  const command = `${'0'.repeat(40)} ${tip} refs/heads/main\0report-status`;
  const line = (command.length + 4).toString(16).padStart(4, '0') + command;
  const body = new ReadableStream({
    async start(stream) {
      stream.enqueue(Buffer.concat([Buffer.from(`${line}0000`), pack.subarray(0, 20)]));
      await expect.poll(arriving, { timeout: 15_000 }).toHaveLength(1);
      await store.write(async (records) => {
        const within = await openProject(records, world.operator, world.projectId);
        await deleteNode(records, within, kinds.repository, repository.id, clock.now());
      });
      stream.enqueue(pack.subarray(20));
      stream.close();
    },
  });
  const answer = await pushed(world, repository, body);
  expect(answer.status).toBe(404);
  expect(await answer.text()).not.toContain('ok refs/heads/main');
});
