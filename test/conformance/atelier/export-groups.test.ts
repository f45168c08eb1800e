import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { newGroup as newTaskGroup } from '../build/groups.ts';
import { newGroup } from '../repo/groups.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { refused } from './group-members.ts';

const exportGroups = proven('Atelier v1', 'ExportGroups');
const createRepository = operationOf('CodeArtsRepo v3 (v1-v3 paths)', 'CreateRepository');

onEveryStore((scene) => {
  it('tells all groups and repositories, those above first', async () => {
    const project_id = await newProject(scene);
    const build = await newTaskGroup(scene.core, project_id, 'x');
    await newTaskGroup(scene.core, project_id, 'y');
    await newTaskGroup(scene.core, project_id, 'z', build);
    const closed = { name: 'b', description: 'd', visibility: 'private' };
    const group_id = await newGroup(scene.core, project_id, closed);
    await newGroup(scene.core, project_id, { name: 'a' });
    const repository = { name: 'c', project_uuid: project_id, group_id };
    const made = await scene.core.send(createRepository, {}, repository);
    expect(made.status, made.text).toBe(200);
    for (const client of [scene.core, scene.token]) {
      expect((await client.send(exportGroups, { project_id })).body).toEqual({
        format: 'atelier-groups/1',
        build_task_groups: [{ path: 'x' }, { path: 'x/z' }, { path: 'y' }],
        repository_groups: [
          { path: 'b', type: 'group', description: 'd', visibility: 'private' },
          { path: 'b/c', type: 'repository', description: '', visibility: 'private' },
          { path: 'a', type: 'group', description: '', visibility: 'public' },
        ],
      });
    }
  });

  it('is for those who may change the project', async () => {
    const project_id = await newProject(scene);
    const allow = ['*'];
    const developer = await scene.enter('developer', { role: 4, in: project_id, allow });
    expect(await developer.core.send(exportGroups, { project_id })).toMatchObject(
      refused(403, 'lacks the permission project.edit'),
    );
    const manager = await scene.enter('manager', { role: 3, in: project_id, allow });
    expect((await manager.core.send(exportGroups, { project_id })).status).toBe(200);
  });
});
