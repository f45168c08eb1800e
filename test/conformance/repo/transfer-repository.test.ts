import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { badValue, enterProject, newGroup, noGroup, notAllowed } from './groups.ts';
import { newRepository, noRepository } from './repositories.ts';

const transfer = proven('CodeArtsRepo v4', 'TransferRepository');
const showGroup = operationOf('CodeArtsRepo v4', 'ShowGroup');

onEveryStore((scene) => {
  it('moves a repository into a group and out again; its ids stay', async () => {
    const project_id = await newProject(scene);
    const { core } = scene;
    const top = await newGroup(core, project_id, { name: 'top' });
    const sub = await newGroup(core, project_id, { name: 'sub', parent_id: top });
    const { id, uuid } = await newRepository(core, project_id, { name: 'r', enable_readme: 1 });
    const count = async (group_id: number) => {
      const { body } = await core.send(showGroup, { project_id, group_id });
      return (body as { repository_count: number }).repository_count;
    };
    const places = [
      [`${project_id}/top/sub`, 'top/sub/r', [top, sub]],
      ['TOP', 'top/r', [top]],
      [project_id, 'r', []],
    ] as const;
    for (const [namespace, path, ancestor_ids] of places) {
      const answer = await core.send(transfer, { repository_id: id }, { namespace });
      expect(answer.body).toMatchObject({
        id,
        uuid,
        path_with_namespace: `${project_id}/${path}`,
        http_url_to_repo: `${scene.world.endpoint}/${project_id}/${path}.git`,
        ancestor_ids,
        empty_repo: false,
      });
      expect(await count(sub)).toBe(Number(path === 'top/sub/r'));
      expect(await count(top)).toBe(Number(path === 'top/r'));
    }
  });

  it('refuses places that are taken, private for what is public, or not there', async () => {
    const project_id = await newProject(scene);
    const { core } = scene;
    const group_id = await newGroup(core, project_id, { name: 'g' });
    await newGroup(core, project_id, { name: 'closed', visibility: 'private' });
    await newRepository(core, project_id, { name: 'r', group_id });
    const open = { name: 'r', visibility_level: 20 };
    const { id } = await newRepository(core, project_id, open);
    const ask = (namespace: string) => core.send(transfer, { repository_id: id }, { namespace });
    const taken = badValue('\\[name\\] a repository or repository group named r exists');
    expect(await ask('g')).toMatchObject({ status: 400, body: taken });
    const hidden = badValue('\\[visibility\\] must be private');
    expect(await ask('closed')).toMatchObject({ status: 400, body: hidden });
    for (const nowhere of ['unknown', `${project_id}/g/r`, `${await newProject(scene)}`]) {
      expect(await ask(nowhere)).toMatchObject({ status: 404, body: noGroup });
    }
    const none = await core.send(transfer, { repository_id: id }, {});
    expect(none).toMatchObject({ status: 400, body: badValue('\\[namespace\\]') });
  });

  it('asks for rights in the repository and where it goes', async () => {
    const project_id = await newProject(scene);
    await newGroup(scene.core, project_id, { name: 'g' });
    const open = { name: 'r', visibility_level: 20 };
    const { id: repository_id } = await newRepository(scene.core, project_id, open);
    const hidden = await newRepository(scene.core, project_id, { name: 'hidden' });
    const developer = await enterProject(scene, 'moving-developer', 4, project_id);
    const body = { namespace: 'g' };
    const lacking = await developer.core.send(transfer, { repository_id }, body);
    expect(lacking.status).toBe(403);
    expect(lacking.body).toMatchObject(notAllowed('.*lacks the permission repository.delete'));
    const viewer = await enterProject(scene, 'moving-viewer', 8, project_id);
    const unseen = await viewer.core.send(transfer, { repository_id: hidden.id }, body);
    expect(unseen).toMatchObject({ status: 404, body: noRepository });
  });
});
