import { expect, it } from 'vitest';
import { sweepFiles } from '../../../src/domain/repositories/index.ts';
import { endOldDeletions } from '../../../src/domain/tree/index.ts';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { alike, newProject, onEveryStore, unknownId } from '../scene.ts';
import { enterProject, newGroup, notAllowed } from './groups.ts';
import { newRepository, noRepository } from './repositories.ts';

const deleteRepository = proven('CodeArtsRepo v3 (v1-v3 paths)', 'DeleteRepository');
const showRepository = operationOf('CodeArtsRepo v4', 'ShowRepository');
const listProjectRepositories = operationOf('CodeArtsRepo v4', 'ListProjectRepositories');
const deleteGroup = operationOf('CodeArtsRepo v4', 'DeleteGroup');

onEveryStore((scene) => {
  it('deletes a repository at once, and its name is free again', async () => {
    const project_id = await newProject(scene);
    for (const client of [scene.core, scene.token]) {
      const { uuid, id } = await newRepository(client, project_id, { name: 'demo' });
      const answer = await client.send(deleteRepository, { repository_uuid: uuid.toUpperCase() });
      expect(answer).toMatchObject({ status: 200, body: { result: true, status: 'success' } });
      const gone = await client.send(showRepository, { repository_id: id });
      expect(gone).toMatchObject({ status: 404, body: noRepository });
      const again = await client.send(deleteRepository, { repository_uuid: uuid });
      expect(again).toMatchObject({ status: 404, body: noRepository });
    }
    const left = await scene.core.send(listProjectRepositories, { project_id });
    expect(left.body).toEqual([]);
    expect(left.headers['x-total']).toBe('0');
  });

  it('says the same of what is unknown, elsewhere and hidden', async () => {
    const project_id = await newProject(scene);
    const hidden = await newRepository(scene.core, project_id, { name: 'hidden' });
    const elsewhere = await newRepository(scene.core, await newProject(scene), { name: 'else' });
    const viewer = await enterProject(scene, 'deleting-viewer', 8, project_id);
    const asked = [unknownId, hidden.uuid, elsewhere.uuid].map((repository_uuid) =>
      viewer.core.send(deleteRepository, { repository_uuid }),
    );
    expect(alike(await Promise.all(asked))).toMatchObject({ status: 404, body: noRepository });
  });

  it('lets only those delete who may', async () => {
    const project_id = await newProject(scene);
    const open = { name: 'open', visibility_level: 20 };
    const { uuid } = await newRepository(scene.core, project_id, open);
    const developer = await enterProject(scene, 'deleting-developer', 4, project_id);
    const answer = await developer.core.send(deleteRepository, { repository_uuid: uuid });
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject(notAllowed('.*lacks the permission repository.delete'));
    const own = await newRepository(developer.core, project_id, { name: 'own' });
    const mine = await developer.core.send(deleteRepository, { repository_uuid: own.uuid });
    expect(mine.status).toBe(200);
  });

  it('refuses what is no uuid', async () => {
    const answer = await scene.token.send(deleteRepository, { repository_uuid: 'x' });
    expect(answer).toMatchObject({ status: 400, body: { error_code: 'CH.010001' } });
  });

  it('leaves files to a sweep, which takes those that cannot be restored', async () => {
    const { store, repositories } = scene.world.server.data;
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'g' });
    const kept = await newRepository(scene.core, project_id, { name: 'kept' });
    const inGroup = await newRepository(scene.core, project_id, { name: 'r', group_id });
    await scene.core.send(deleteGroup, { project_id, group_id });
    const left = async () => {
      const all = new Set(await repositories.list());
      return [kept.uuid, inGroup.uuid].map((uuid) => all.has(uuid));
    };
    const hour = 60 * 60_000;
    const sweep = async () => {
      while (await sweepFiles(store, repositories, Date.now() + 2 * hour));
    };
    await sweep();
    expect(await left()).toEqual([true, true]);
    while (await endOldDeletions(store, scene.now + hour));
    await sweep();
    expect(await left()).toEqual([true, false]);
  });
});
