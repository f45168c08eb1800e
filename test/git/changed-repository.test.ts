import { afterAll, beforeAll, expect, it } from 'vitest';
import { signingClient } from '../clients.ts';
import { operationOf } from '../strict-answers.ts';
import { openWorld, type Person, type World } from '../world.ts';
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

it('a former address leads on until its name is taken, and never around rights', async () => {
  const enter = async (name: string, role: number) => {
    const person = await world.addUser(name);
    await world.allow(person, 'Allow', 'codeartsrepo:*:*');
    await world.join(person, world.projectId, role);
    return person;
  };
  const [manager, viewer] = [await enter('manager', 3), await enter('viewer', 8)];
  const repository = await newRepository(world, 'engine', { group: 'tools', visibility: 'public' });
  const seed = await git.seeded('main');
  await git.run(seed, 'push', '-q', cloneAddress(world, repository), 'main');
  /** What of the addresses is there for somebody. */
  const found = async ({ user, password }: Person, ...namePaths: string[]) => {
    const asked = namePaths.map(async (namePath) => {
      const name = `${world.domainName}/${user.name}`;
      const address = cloneAddress(world, { ...repository, namePath }, name, password);
      const { said } = await git.try(git.place, 'ls-remote', address);
      return !said.includes('There is no such repository');
    });
    return Promise.all(asked);
  };
  const client = signingClient({ endpoint: world.endpoint }, world);
  const group_id = Number(repository.parentId);
  const send = async (operation: string, values: object, body: object) => {
    const answer = await client.send(operationOf('Atelier v1', operation), { ...values }, body);
    expect(answer.status, answer.text).toBe(200);
  };
  const newGroup = async (name: string, visibility: string) => {
    const create = operationOf('CodeArtsRepo v4', 'CreateGroup');
    const path = { project_id: world.projectId };
    const answer = await client.send(create, path, { name, visibility });
    expect(answer.status, answer.text).toBe(201);
    return (answer.body as { id: number }).id;
  };
  await send('UpdateRepositoryGroup', { group_id }, { name: 'machines' });
  expect(await found(viewer, 'tools/engine', 'machines/engine')).toEqual([true, true]);

  const parent_id = await newGroup('closed', 'private');
  await send('MoveRepositoryGroup', { group_id }, { parent_id, visibility: 'private' });
  const addresses = ['tools/engine', 'machines/engine', 'closed/machines/engine'];
  expect(await found(manager, ...addresses)).toEqual([true, true, true]);
  expect(await found(viewer, ...addresses)).toEqual([false, false, false]);
  await newGroup('tools', 'public');
  expect(await found(manager, ...addresses)).toEqual([false, true, true]);
});
