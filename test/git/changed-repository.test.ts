import { afterAll, beforeAll, expect, it } from 'vitest';
import { signingClient } from '../clients.ts';
import { operationOf } from '../strict-answers.ts';
import { openWorld, type World } from '../world.ts';
import { GitClient } from './git-client.ts';
import { cloneAddress, newRepository } from './repositories.ts';

const git = new GitClient();
let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  git.close();
  await world.close();
});

it('a clone checks out the new default branch, under the former address, too', async () => {
  const repository = await newRepository(world, 'engine');
  const former = cloneAddress(world, repository);
  const seed = await git.seeded('main');
  await git.run(seed, 'push', '-q', former, 'main', 'main:refs/heads/release/1');
  const client = signingClient({ endpoint: world.endpoint }, world);
  const update = operationOf('Atelier v1', 'UpdateRepository');
  const change = { name: 'motor', default_branch: 'release/1' };
  const answer = await client.send(update, { repository_id: Number(repository.id) }, change);
  expect(answer.status, answer.text).toBe(200);

  for (const address of [former, cloneAddress(world, { ...repository, namePath: 'motor' })]) {
    const copy = git.newPlace();
    await git.run(git.place, 'clone', '-q', address, copy);
    expect(await git.run(copy, 'symbolic-ref', '--short', 'HEAD')).toBe('release/1');
    await git.commit(copy, 'next');
    await git.run(copy, 'push', '-q', 'origin', 'HEAD');
  }
});
