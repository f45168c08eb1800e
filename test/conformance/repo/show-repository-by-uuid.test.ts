import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { newProject, onEveryStore, unknownId } from '../scene.ts';
import { newGroup } from './groups.ts';
import { newRepository, noRepository } from './repositories.ts';

const show = proven('CodeArtsRepo v3 (v1-v3 paths)', 'ShowRepositoryByUuid');

onEveryStore((scene) => {
  it('shows a repository in the form of V2', async () => {
    const project_id = await newProject(scene);
    const { core, world } = scene;
    const group_id = await newGroup(core, project_id, { name: 'g' });
    const { uuid, id } = await newRepository(core, project_id, { name: 'demo', group_id });
    for (const client of [core, scene.token]) {
      const answer = await client.send(show, { repository_uuid: uuid });
      expect(answer.body).toMatchObject({
        status: 'success',
        result: {
          created_at: '2026-01-02 03:04:05',
          updated_at: '2026-01-02 03:04:05',
          creator_name: world.userName,
          domain_name: world.domainName,
          group_name: `${project_id}/g`,
          https_url: `${world.endpoint}/${project_id}/g/demo.git`,
          is_owner: 1,
          project_is_deleted: 'false',
          project_uuid: project_id,
          repository_id: id,
          repository_name: 'demo',
          repository_size: '0.00M',
          repository_uuid: uuid,
          status: 0,
          userRole: 40,
          visibility_level: 0,
        },
      });
    }
  });

  it('knows nothing of others', async () => {
    const answer = await scene.core.send(show, { repository_uuid: unknownId });
    expect(answer).toMatchObject({ status: 404, body: noRepository });
  });
});
