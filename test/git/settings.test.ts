import { afterAll, beforeAll, expect, it } from 'vitest';
import { loggedIn, type Send } from '../concurrency/client.ts';
import { openWorld, type Person, type World } from '../world.ts';
import { GitClient } from './git-client.ts';
import { cloneAddress, newRepository } from './repositories.ts';

/** What is set in groups and projects through the API is what pushes are held to. */

const git = new GitClient();
let world: World;
let send: Send;
let developer: Person;
let group: string;
let repositoryId: string;
let remote: string;
let seed: string;

beforeAll(async () => {
  world = await openWorld();
  send = await loggedIn(world.endpoint, world);
  developer = await world.addUser('developer');
  await world.allow(developer, 'Allow', 'codeartsrepo:*:*');
  await world.join(developer, world.projectId, 4);
  const repository = await newRepository(world, 'code', { group: 'top' });
  repositoryId = repository.id;
  group = `/v4/groups/${repository.parentId}`;
  const user = `${world.domainName}/${developer.user.name}`;
  remote = cloneAddress(world, repository, user, developer.password);
  seed = await git.seeded();
});
afterAll(async () => {
  git.close();
  await world.close();
});

const push = (...refs: string[]) => git.try(seed, 'push', remote, ...refs);

async function set(path: string, body: object, method = 'PUT'): Promise<void> {
  const { status } = await send(method, path, body);
  expect(status, path).toBe(200);
}

it('a name pattern of the group, where the repository is pushed to', async () => {
  await set(`${group}/general-policy`, { branch_name_regex: 'feature/.+', tag_name_regex: 'v.*' });
  const { code, said } = await push('main:master', 'main:feature/a', 'main:refs/tags/x');
  expect(code).toBe(1);
  expect(said).toMatch(/remote rejected\] main -> master \(.*must match feature/);
  expect(said).toMatch(/remote rejected\] main -> x \(.*must match v/);
  expect(said).toMatch(/new branch\] +main -> feature\/a/);
  await set(`${group}/general-policy`, { branch_name_regex: '', tag_name_regex: '' });
  expect((await push('main:master')).code).toBe(0);
});

it('a permission that a role has lost in the group, and has again', async () => {
  // 501: to create branches.
  const permit = (enabled: boolean) =>
    set(`${group}/permissions/5`, {
      data: [{ role_id: '4', permissions: [{ permission_id: 501, enabled }] }],
    });
  await permit(false);
  const { said } = await push('main:one-more');
  expect(said).toMatch(/remote rejected\] main -> one-more \(.*branch.create\)/);
  await permit(true);
  expect((await push('main:one-more')).code).toBe(0);
});

it('a protected branch of the project: for a user group, and by force only if switched on', async () => {
  const { body } = await send('POST', '/v5/groups', { group_name: 'releasers' });
  const { group_id } = body.group;
  const join = (call: string) =>
    send('POST', `/v5/groups/${group_id}/${call}`, { user_id: developer.user.id });
  await send(
    'POST',
    `/v4/${world.projectId}/groups/${group.split('/').at(-1)}/user-group/${group_id}`,
  );
  const { body: named } = await send('GET', `${group}/protected-refs/user-groups`);
  const action = { action: 'push', user_team_ids: [named[0].id] };
  const rules = `/v4/projects/${world.projectId}/protected-branches`;
  await set(rules, { name: 'release/*', actions: [action] }, 'POST');
  const forced = { ...action, addition_switchers: [{ name: 'allowed_force_push', enable: true }] };
  await set(rules, { name: 'free/*', actions: [forced] }, 'POST');

  expect((await push('main:release/1')).said).toContain('protected by the rule release/*');
  expect((await join('add-user')).status).toBe(200);
  expect((await push('main:release/1', 'main:free/1')).code).toBe(0);
  const other = await git.seeded('other');
  const force = (branch: string) => git.try(other, 'push', '-f', remote, `other:${branch}`);
  await git.commit(other, 'unrelated');
  expect((await force('release/1')).code).toBe(1);
  expect((await force('free/1')).code).toBe(0);
  expect((await push(':release/1')).said).toContain('nobody may delete it');
  expect((await join('remove-user')).status).toBe(200);
  expect((await push('main:release/2')).said).toContain('protected by the rule release/*');
});

it('a protected branch of the repository, until its protection ends', async () => {
  const rules = `/v4/repositories/${repositoryId}/protected-branches`;
  await set(rules, { names: ['stable'] }, 'POST');
  expect((await push('main:stable')).said).toContain('protected by the rule stable');
  await set(rules, { names: ['stable'], actions: [{ action: 'push', related_role_ids: ['4'] }] });
  expect((await push('main:stable')).code).toBe(0);
  expect((await push(':stable')).said).toContain('nobody may delete it');
  await set(`${rules}/bulk-deletion`, { names: ['stable'] }, 'POST');
  expect((await push(':stable')).code).toBe(0);
});
