import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { heardByAnOutsider, newProject, onEveryStore } from '../scene.ts';
import { badValue, noProject } from './groups.ts';
import { namesIn, refusedPages } from './lists.ts';
import { forManagers, protect } from './protected-branches.ts';

const list = proven('CodeArtsRepo v4', 'ListProjectProtectedBranches');
const removeProject = operationOf('ProjectMan v4', 'DeleteProjectV4');

onEveryStore((scene) => {
  it('lists them by name and pages, and searches in names', async () => {
    const project_id = await newProject(scene);
    expect(namesIn(await scene.core.send(list, { project_id }))).toEqual([[], 0]);
    const { id } = await protect(scene.core, project_id, { name: 'b/*' });
    for (const name of ['Main', 'a_b']) await protect(scene.core, project_id, { name });
    const listed = async (query: object) =>
      namesIn(await scene.core.send(list, { project_id, ...query }));
    expect((await listed({}))[0].toSorted()).toEqual(['Main', 'a_b', 'b/*']);
    expect(await listed({ search: 'MA' })).toEqual([['Main'], 1]);
    expect(await listed({ search: '_' })).toEqual([['a_b'], 1]);
    expect((await listed({ offset: 1, limit: 1 }))[1]).toBe(3);
    const found = await scene.token.send(list, { project_id, search: 'b/', user_actions: true });
    const actions = [forManagers('push'), forManagers('merge')];
    expect(found.body).toEqual([{ id, name: 'b/*', actions }]);
  });

  it('refuses pages that there are not', async () => {
    const project_id = await newProject(scene);
    for (const [query, reason] of refusedPages.slice(0, -2)) {
      const answer = await scene.core.send(list, { project_id, ...query });
      expect(answer).toMatchObject({ status: 400, body: badValue(reason) });
    }
  });

  it('forgets them with the project, and hides projects', async () => {
    const project_id = await newProject(scene);
    await protect(scene.core, project_id, { name: 'main' });
    expect((await scene.token.send(removeProject, { project_id })).status).toBe(204);
    const rows = await scene.world.server.data.store.read((records) =>
      records.settings.listProtectedRefs(
        {
          tree: { domainId: scene.world.domainId, projectId: project_id, kind: 'repository-group' },
        },
        'branch',
        undefined,
        { offset: 0, limit: 1 },
      ),
    );
    expect(rows.total).toBe(0);
    const answer = await heardByAnOutsider(scene, (client, id) =>
      client.send(list, { project_id: id }),
    );
    expect(answer).toMatchObject({ status: 403, body: noProject });
  });
});
