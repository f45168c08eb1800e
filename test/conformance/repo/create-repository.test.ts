import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { heardByAnOutsider, newProject, onEveryStore, unknownId } from '../scene.ts';
import {
  badGroup,
  badProject,
  badValue,
  enterProject,
  newGroup,
  noGroup,
  noProject,
  notAllowed,
} from './groups.ts';
import { newRepository } from './repositories.ts';

const createRepository = proven('CodeArtsRepo v3 (v1-v3 paths)', 'CreateRepository');
const showRepository = operationOf('CodeArtsRepo v4', 'ShowRepository');

onEveryStore((scene) => {
  /** What git itself finds in a repository. */
  const git = async (uuid: string, ...command: string[]) => {
    const path = await scene.world.server.data.repositories.pathOf(uuid);
    return execFileSync('git', ['--git-dir', path, ...command], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  };

  it('makes an empty repository, private unless told', async () => {
    const project_id = await newProject(scene);
    for (const client of [scene.core, scene.token]) {
      const name = client === scene.core ? 'one' : 'two';
      const { uuid, id } = await newRepository(client, project_id, { name });
      expect(uuid).toMatch(/^[0-9a-f]{32}$/);
      const { body } = await client.send(showRepository, { repository_id: id });
      expect(body).toMatchObject({ name, visibility: 'private', empty_repo: true, uuid });
      expect(await git(uuid, 'symbolic-ref', 'HEAD')).toBe('refs/heads/master\n');
      expect(await git(uuid, 'fsck', '--full')).toBe('');
    }
  });

  it('makes a first commit of what is asked for', async () => {
    const project_id = await newProject(scene);
    const { uuid } = await newRepository(scene.core, project_id, {
      name: 'full',
      description: 'What it is for.',
      enable_readme: 1,
      gitignore_id: 'Go',
      license_id: 2,
    });
    expect(await git(uuid, 'ls-tree', '--name-only', 'master')).toBe(
      '.gitignore\nLICENSE\nREADME.md\n',
    );
    expect(await git(uuid, 'show', 'master:README.md')).toBe('# full\n\nWhat it is for.\n');
    expect(await git(uuid, 'show', 'master:.gitignore')).toContain('*.exe\n');
    const licence = await git(uuid, 'show', 'master:LICENSE');
    expect(licence).toContain(`Copyright (c) 2026 ${scene.world.userName}`);
    expect(await git(uuid, 'log', '--format=%an|%s|%at')).toBe(
      `${scene.world.userName}|Initial commit|${Math.floor(scene.now / 1000)}\n`,
    );
    expect(await git(uuid, 'fsck', '--full', '--strict')).toBe('');
  });

  it('puts it into a group, whose privacy it has', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'g', visibility: 'private' });
    const { id } = await newRepository(scene.core, project_id, { name: 'r', group_id });
    const { body } = await scene.core.send(showRepository, { repository_id: id });
    expect(body).toMatchObject({
      path_with_namespace: `${project_id}/g/r`,
      ancestor_ids: [group_id],
      http_url_to_repo: `${scene.world.endpoint}/${project_id}/g/r.git`,
    });
    const open = { name: 'open', group_id, project_uuid: project_id, visibility_level: 20 };
    const refused = await scene.core.send(createRepository, {}, open);
    const reason =
      '\\[visibility_level\\] must be private: everything under a private repository group';
    expect(refused).toMatchObject({ status: 400, body: badValue(reason) });
  });

  it('makes members of the project members where asked to', async () => {
    const project_id = await newProject(scene);
    const viewer = await enterProject(scene, 'viewer', 8, project_id);
    const closed = await newRepository(scene.core, project_id, { name: 'closed' });
    const shared = await newRepository(scene.core, project_id, {
      name: 'shared',
      import_members: 1,
    });
    const sees = async (repository_id: number) =>
      (await viewer.core.send(showRepository, { repository_id })).status;
    expect([await sees(closed.id), await sees(shared.id)]).toEqual([404, 200]);
  });

  it.each([
    [{ name: 'a b' }, '\\[name\\] must be 1 to 256 letters'],
    [{ name: 'a.git' }, '\\[name\\] must be 1 to 256 letters'],
    [{ name: 'there' }, '\\[name\\] a repository or repository group named there exists'],
    [{ project_uuid: 'x' }, badProject.replace('project_id', 'project_uuid')],
    [{ group_id: 0 }, badGroup],
    [{ visibility_level: 10 }, '\\[visibility_level\\] must be 0 \\(private\\) or 20'],
    [{ description: 'x'.repeat(2001) }, '\\[description\\] must be a text of at most 2000'],
    [{ gitignore_id: 'Klingon' }, '\\[gitignore_id\\] must be one of C, '],
    [{ gitignore_id: 'toString' }, '\\[gitignore_id\\] must be one of C, '],
    [{ license_id: 12 }, '\\[license_id\\] must be one of 1 \\(Apache-2.0\\), '],
    [{ enable_readme: 2 }, '\\[enable_readme\\] must be 0 or 1'],
    [{ import_url: 'aHR0cHM6Ly9leGFtcGxlLmNvbS9h' }, '\\[import_url\\] must be absent: '],
    [{ template_id: unknownId }, '\\[template_id\\] must be absent: '],
  ])('refuses %j and leaves no files', async (wrong, reason) => {
    const { core } = scene;
    const project_uuid = await newProject(scene);
    await newRepository(core, project_uuid, { name: 'there' });
    const { repositories } = scene.world.server.data;
    const before = await repositories.list();
    const body = { name: 'demo', project_uuid, ...wrong };
    const answer = await core.send(createRepository, {}, body);
    expect(answer).toMatchObject({ status: 400, body: badValue(reason) });
    expect(answer.body).toMatchObject({ error: { code: 'CH.010001' }, status: 'failed' });
    expect([...(await repositories.list())].sort()).toEqual([...before].sort());
  });

  it('finds no group that is elsewhere', async () => {
    const elsewhere = await newGroup(scene.core, await newProject(scene), { name: 'g' });
    const project_uuid = await newProject(scene);
    for (const group_id of [elsewhere, 2_000_000_000]) {
      const answer = await scene.core.send(
        createRepository,
        {},
        { name: 'r', project_uuid, group_id },
      );
      expect(answer).toMatchObject({ status: 404, body: noGroup });
    }
  });

  it('tells an outsider nothing, and a viewer what they lack', async () => {
    const heard = await heardByAnOutsider(scene, (client, project_uuid) =>
      client.send(createRepository, {}, { name: 'r', project_uuid }),
    );
    expect(heard).toMatchObject({ status: 403, body: noProject });
    const project_uuid = await newProject(scene);
    const viewer = await enterProject(scene, 'looker', 8, project_uuid);
    const answer = await viewer.core.send(createRepository, {}, { name: 'r', project_uuid });
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject(notAllowed('.*lacks the permission repository.create'));
  });
});
