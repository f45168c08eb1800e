import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { newProject, onEveryStore, unknownId } from '../scene.ts';
import { newRepository, noRepository } from './repositories.ts';

const status = proven('CodeArtsRepo v3 (v1-v3 paths)', 'ListRepositoryStatus');

onEveryStore((scene) => {
  it('says that a repository is ready as soon as it is made', async () => {
    const project_id = await newProject(scene);
    const { uuid } = await newRepository(scene.core, project_id, { name: 'demo' });
    for (const client of [scene.core, scene.token]) {
      const answer = await client.send(status, { repository_uuid: uuid });
      expect(answer.body).toEqual({ result: 0, status: 'success' });
    }
  });

  it('knows nothing of others', async () => {
    const answer = await scene.core.send(status, { repository_uuid: unknownId });
    expect(answer).toMatchObject({ status: 404, body: noRepository });
  });
});
