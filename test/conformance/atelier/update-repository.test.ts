import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { enterProject, newGroup } from '../repo/groups.ts';
import { newRepository } from '../repo/repositories.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { refused } from './group-members.ts';

const update = proven('Atelier v1', 'UpdateRepository');
const show = operationOf('CodeArtsRepo v4', 'ShowRepository');

onEveryStore((scene) => {
  it('changes what is given and nothing else, and notes it', async () => {
    const project_id = await newProject(scene);
    const { id, uuid } = await newRepository(scene.core, project_id, { name: 'a' });
    const path = { repository_id: id };
    const whole = { id, uuid, name: 'a', path: 'a', parent_id: null, description: '' };
    const rest = { visibility: 'private', default_branch: 'master' };
    let expected: object = { ...whole, ...rest };
    for (const change of [
      { description: 'x' },
      { visibility: 'public', name: null },
      { default_branch: 'trunk' },
    ]) {
      expected = { ...expected, ...change, name: 'a' };
      const answer = await scene.core.send(update, path, change);
      expect(answer.body).toEqual(expected);
    }
    const renamed = await scene.token.send(update, path, { name: 'b' });
    expect(renamed.body).toEqual({ ...expected, name: 'b', path: 'b' });
    const { body } = await scene.core.send(show, path);
    expect(body).toMatchObject({
      name: 'b',
      description: 'x',
      visibility: 'public',
      default_branch: 'trunk',
      http_url_to_repo: `${scene.world.endpoint}/${project_id}/b.git`,
    });
    const audit = operationOf('Atelier v1', 'ListAudit');
    const noted = await scene.core.send(audit, { resource: `repository/${id}`, limit: 10 });
    const actions = (noted.body as { audit: { action: string }[] }).audit.map(
      ({ action }) => action,
    );
    expect(actions).toEqual([
      ...Array(4).fill('codeartsrepo:repository:setRepository'),
      'codeartsrepo:repository:createRepository',
    ]);
  });

  it('refuses what breaks a rule, and leaves all as it was', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'g', visibility: 'private' });
    await newRepository(scene.core, project_id, { name: 'taken', group_id });
    const wanted = { name: 'r', group_id, enable_readme: 1 };
    const { id, uuid } = await newRepository(scene.core, project_id, wanted);
    const path = { repository_id: id };
    const { repositories } = scene.world.server.data;
    for (const [change, status, reason] of [
      [{}, 400, '\\[name\\] is required where nothing else'],
      [{ name: 'a b' }, 400, '\\[name\\] must be 1 to 256 letters'],
      [{ name: 'Taken' }, 409, '\\[name\\].* named Taken exists'],
      [{ visibility: 'public' }, 400, '\\[visibility\\] must be private'],
      [{ default_branch: 'dev' }, 400, '\\[default_branch\\] must be a branch of the repository'],
      [{ default_branch: '' }, 400, '\\[default_branch\\] must be a text of 1 to 200'],
    ] as const) {
      const answer = await scene.core.send(update, path, change);
      expect(answer).toMatchObject(refused(status, reason));
    }
    const { body } = await scene.core.send(show, path);
    expect(body).toMatchObject({ name: 'r', visibility: 'private', default_branch: 'master' });
    expect((await repositories.describe(uuid)).commits).toBe(1);

    const empty = await newRepository(scene.core, project_id, { name: 'empty' });
    for (const default_branch of ['a..b', 'x\ny', '.x', 'x.lock', 'x/']) {
      const at = { repository_id: empty.id };
      const answer = await scene.core.send(update, at, { default_branch });
      expect(answer).toMatchObject(refused(400, '\\[default_branch\\] must be a name that git'));
    }
    const both = { name: 'r', default_branch: 'trunk' };
    await newRepository(scene.core, project_id, { name: 'r' });
    const answer = await scene.core.send(update, { repository_id: empty.id }, both);
    expect(answer).toMatchObject(refused(409, '\\[name\\].* named r exists'));
    const head = join(await repositories.pathOf(empty.uuid), 'HEAD');
    expect(await readFile(head, 'utf8')).toBe('ref: refs/heads/master\n');
  });

  it('lets owners and administrators rename, managers only the rest, others nothing', async () => {
    const project_id = await newProject(scene);
    const enter = (name: string, role: number) => enterProject(scene, name, role, project_id);
    const owner = await enter('owner', 4);
    const manager = await enter('manager', 3);
    const administrator = await enter('administrator', 13);
    const developer = await enter('developer', 4);
    const { id } = await newRepository(owner.core, project_id, { name: 'a', visibility_level: 20 });
    const path = { repository_id: id };
    const lacks = (point: string) => refused(403, `lacks the permission ${point}`);
    for (const { core } of [owner, administrator]) {
      expect((await core.send(update, path, { name: 'b' })).status).toBe(200);
    }
    const renamed = await manager.core.send(update, path, { name: 'c' });
    expect(renamed).toMatchObject(lacks('repository-group.move'));
    const rest = { description: 'x', default_branch: 'trunk' };
    expect((await manager.core.send(update, path, rest)).status).toBe(200);
    for (const change of [{ description: 'y' }, { default_branch: 'y' }]) {
      const answer = await developer.core.send(update, path, change);
      expect(answer).toMatchObject(lacks('repository.settings'));
    }
    expect((await scene.core.send(show, path)).body).toMatchObject({ default_branch: 'trunk' });
  });

  it('knows nothing of a repository that is hidden', async () => {
    const project_id = await newProject(scene);
    const { id } = await newRepository(scene.core, project_id, { name: 'a' });
    const viewer = await enterProject(scene, 'viewer', 8, project_id);
    for (const repository_id of [id, 2_147_483_647]) {
      const answer = await viewer.core.send(update, { repository_id }, { name: 'b' });
      const reason = '\\[repository_id\\] there is no such repository';
      expect(answer).toMatchObject(refused(404, reason));
    }
  });
});
