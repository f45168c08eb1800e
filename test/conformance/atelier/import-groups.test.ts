import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { newGroup as newTaskGroup, treeOf } from '../build/groups.ts';
import { newGroup } from '../repo/groups.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { refused } from './group-members.ts';

const importGroups = proven('Atelier v1', 'ImportGroups');
const exportGroups = operationOf('Atelier v1', 'ExportGroups');
const format = 'atelier-groups/1';

onEveryStore((scene) => {
  const exported = async (project_id: string) =>
    (await scene.core.send(exportGroups, { project_id })).body;
  const empty = { format, build_task_groups: [], repository_groups: [] };

  it('makes what was exported, in the same order', async () => {
    const from = await newProject(scene);
    const build = await newTaskGroup(scene.core, from, 'x');
    for (const name of ['y', 'z']) await newTaskGroup(scene.core, from, name, build);
    const closed = { name: 'b', description: 'd', visibility: 'private' };
    const parent_id = await newGroup(scene.core, from, closed);
    for (const name of ['d', 'c']) await newGroup(scene.core, from, { name, parent_id });
    const document = await exported(from);

    const project_id = await newProject(scene);
    const answer = await scene.core.send(importGroups, { project_id }, document);
    expect(answer.body).toEqual({ groups: 6, repositories: 0 });
    expect(await exported(project_id)).toEqual(document);
    const shape = [{ name: 'x', children: [{ name: 'z' }, { name: 'y' }] }];
    expect(await treeOf(scene.core, project_id)).toMatchObject(shape);
    // Beside what is there already.
    const more = {
      format,
      repository_groups: [{ path: 'e' }, { path: 'e/f', type: 'repository' }],
    };
    const added = await scene.token.send(importGroups, { project_id }, more);
    expect(added.body).toEqual({ groups: 1, repositories: 1 });
    expect(await exported(project_id)).toMatchObject({
      repository_groups: { length: 5, 4: { path: 'e/f', type: 'repository' } },
    });
  });

  it('makes nothing where anything is refused, and names the place', async () => {
    const project_id = await newProject(scene);
    await newGroup(scene.core, project_id, { name: 'taken' });
    const before = await exported(project_id);
    const first = [{ path: 'a' }, { path: 'b', type: 'repository' }];
    for (const [last, status, reason] of [
      [{ path: 'Taken' }, 409, 'repository_groups\\[2\\], Taken: name a repository or'],
      [{ path: 'c.git' }, 400, 'repository_groups\\[2\\], c.git: name must be 1 to 256'],
      [{ path: 'c/d' }, 400, 'repository_groups\\[2\\], c/d: path must stand behind the group c'],
      [{ path: 'b/d' }, 400, 'repository_groups\\[2\\], b/d: path must stand behind the group b'],
      [{ path: 'a/' }, 400, 'repository_groups\\[2\\], a/: name must be'],
      [{ path: 1 }, 400, '\\[repository_groups\\[2\\].path\\] must be a text of at most'],
      [{}, 400, '\\[repository_groups\\[2\\].path\\] is required'],
    ] as const) {
      const document = { format, repository_groups: [...first, last] };
      const answer = await scene.core.send(importGroups, { project_id }, document);
      expect(answer, reason).toMatchObject(refused(status, reason));
    }
    const deep = ['a', 'a/b', 'a/b/c', 'a/b/c/d'].map((path) => ({ path }));
    const answer = await scene.core.send(
      importGroups,
      { project_id },
      { format, build_task_groups: deep },
    );
    expect(answer).toMatchObject(refused(400, 'build_task_groups\\[3\\], a/b/c/d: parent must'));
    const other = await scene.core.send(importGroups, { project_id }, { format: 'x' });
    expect(other).toMatchObject(refused(400, '\\[format\\] must be one of atelier-groups/1'));
    expect(await exported(project_id)).toEqual(before);
  });

  it('takes an empty document, and is for those who may change the project', async () => {
    const project_id = await newProject(scene);
    const answer = await scene.core.send(importGroups, { project_id }, empty);
    expect(answer.body).toEqual({ groups: 0, repositories: 0 });
    const role = { role: 4, in: project_id, allow: ['*'] };
    const developer = await scene.enter('developer', role);
    expect(await developer.core.send(importGroups, { project_id }, empty)).toMatchObject(
      refused(403, 'lacks the permission project.edit'),
    );
  });
});
