import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { newGroup, treeOf } from '../build/groups.ts';
import { newTask, smallest, tasksOf } from '../build/tasks.ts';
import { newProject, onEveryStore, unknownId } from '../scene.ts';
import { deleteTaskGroup, notDeleted } from './deletions.ts';
import { refused } from './group-members.ts';

const restore = proven('Atelier v1', 'RestoreBuildTaskGroup');
const moveGroup = operationOf('CodeArtsBuild v3', 'MoveGroup');
const updateTask = operationOf('CodeArtsBuild v3', 'UpdateNewJob');

onEveryStore(
  (scene) => {
    it('brings back the tree, and tasks that were not grouped anew meanwhile', async () => {
      const project_id = await newProject(scene);
      const group_id = await newGroup(scene.core, project_id, 'a');
      const below = await newGroup(scene.core, project_id, 'b', group_id);
      const other = await newGroup(scene.core, project_id, 'c');
      const jobs: { job_id: string }[] = [];
      for (const name of ['stays', 'leaves']) {
        jobs.push({ job_id: await newTask(scene.core, project_id, name) });
      }
      await scene.core.send(moveGroup, { project_id }, { group_id: below, jobs });
      const names = async (group_path_id: string) =>
        (await tasksOf(scene.core, project_id, { group_path_id })).map((task) => task.job_name);
      const path_id = `${group_id}.${below}`;
      expect((await names(path_id)).sort()).toEqual(['leaves', 'stays']);

      await deleteTaskGroup(scene.core, project_id, group_id);
      const leaving = { group_id: other, jobs: jobs.slice(1) };
      await scene.core.send(moveGroup, { project_id }, leaving);
      const [stays] = jobs;
      const renamed = { ...stays, ...smallest, project_id, job_name: 'renamed' };
      expect((await scene.core.send(updateTask, {}, renamed)).status).toBe(200);
      const answer = await scene.core.send(restore, { project_id, group_id }, {});
      expect(answer.body).toEqual({
        id: group_id,
        name: 'a',
        path: 'a',
        restored: 2,
        made_private: 0,
      });
      expect(await treeOf(scene.core, project_id)).toMatchObject([
        { id: group_id, children: [{ id: below, path_id }] },
        { id: other, children: null },
      ]);
      expect([await names(path_id), await names(other)]).toEqual([['renamed'], ['leaves']]);
    });

    it('keeps to the rules of the tree', async () => {
      const project_id = await newProject(scene);
      const group_id = await newGroup(scene.core, project_id, 'a');
      const below = await newGroup(scene.core, project_id, 'b', group_id);
      const deep = await newGroup(scene.core, project_id, 'c', below);
      const path = { project_id, group_id };
      await deleteTaskGroup(scene.core, project_id, group_id);
      const to = (place: object) => scene.token.send(restore, path, place);
      await newGroup(scene.core, project_id, 'a');
      const parent_id = await newGroup(scene.core, project_id, 'd');
      expect(await to({})).toMatchObject(refused(409, 'named a exists'));
      expect(await to({ parent_id })).toMatchObject(refused(400, 'must be less than 1 levels'));
      expect(await to({ parent_id: unknownId })).toMatchObject(refused(404, '\\[parent_id\\]'));
      expect(await to({ parent_id: 'x' })).toMatchObject(refused(400, '\\[parent_id\\]'));
      expect(await to({ name: '' })).toMatchObject(refused(400, '\\[name\\]'));
      // Five groups are allowed, and three would come to three.
      await newGroup(scene.core, project_id, 'e');
      expect(await to({ name: 'f' })).toMatchObject(
        refused(409, 'has 5 build task groups already'),
      );
      await deleteTaskGroup(scene.core, project_id, parent_id);
      expect((await to({ name: 'f', parent_id: '' })).status).toBe(200);
      const unknown = await scene.core.send(restore, { project_id, group_id: deep }, {});
      expect(unknown).toMatchObject(refused(404, notDeleted));
    });
  },
  {
    limits: {
      buildGroupDepth: 3,
      buildGroupsPerProject: 5,
      strictBuildGroupNames: false,
      repositoryGroupDepth: 5,
    },
  },
);
