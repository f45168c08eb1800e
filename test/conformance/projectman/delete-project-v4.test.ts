import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { newGroup as newBuildGroup, treeOf } from '../build/groups.ts';
import { binOf } from '../build/recycle-bin.ts';
import { newTask, noTask } from '../build/tasks.ts';
import { newGroup as newRepoGroup } from '../repo/groups.ts';
import { heardByAnOutsider, newProject, onEveryStore } from '../scene.ts';
import { badProject, noProject, paramError } from './answers.ts';

const deleteProject = proven('ProjectMan v4', 'DeleteProjectV4');
const showProject = operationOf('ProjectMan v4', 'ShowProjectInfoV4');
const deleteBuildGroup = operationOf('CodeArtsBuild v3', 'DeleteGroup');
const deleteTask = operationOf('CodeArtsBuild v3', 'DeleteTheJob');
const restoreTasks = operationOf('CodeArtsBuild v3', 'RestoreRecyclingJobs');
const deleteRepoGroup = operationOf('CodeArtsRepo v4', 'DeleteGroup');
const listTree = operationOf('CodeArtsBuild v3', 'ListGroupTree');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('deletes an empty project through the %s', async (way) => {
    const project_id = await newProject(scene);
    const answer = await scene[way].send(deleteProject, { project_id });
    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(await scene.core.send(showProject, { project_id })).toMatchObject(noProject);
    expect(await scene[way].send(deleteProject, { project_id })).toMatchObject(noProject);
    expect((await scene.core.send(listTree, { project_id })).status).toBe(403);
  });

  it('keeps a project that holds anything, says what, and loses nothing', async () => {
    const project_id = await newProject(scene);
    const id = await newBuildGroup(scene.core, project_id, 'a');
    await newBuildGroup(scene.core, project_id, 'b', id);
    const group_id = await newRepoGroup(scene.core, project_id, { name: 'a' });
    const holds = (what: string) =>
      paramError(`\\[project_id\\] the project holds ${what}; delete them first`);
    expect(await scene.core.send(deleteProject, { project_id })).toMatchObject(
      holds('2 build.task.groups and 1 repository.group'),
    );
    expect(await treeOf(scene.core, project_id)).toHaveLength(1);
    await scene.core.send(deleteBuildGroup, { project_id, id });
    expect(await scene.core.send(deleteProject, { project_id })).toMatchObject(
      holds('1 repository.group'),
    );
    await scene.core.send(deleteRepoGroup, { project_id, group_id });
    expect((await scene.core.send(deleteProject, { project_id })).status).toBe(204);
  });

  it('keeps a project that holds build tasks', async () => {
    const project_id = await newProject(scene);
    const job_id = await newTask(scene.core, project_id, 'a');
    expect(await scene.core.send(deleteProject, { project_id })).toMatchObject(
      paramError('\\[project_id\\] the project holds 1 build.task; delete them first'),
    );
    await scene.core.send(deleteTask, { job_id });
    // What is in the recycle bin goes with the project.
    expect(await binOf(scene.core, project_id)).toEqual([job_id]);
    expect((await scene.core.send(deleteProject, { project_id })).status).toBe(204);
    expect(await scene.core.send(restoreTasks, {}, { job_ids: [job_id] })).toMatchObject(noTask());
  });

  it('refuses a malformed id', async () => {
    expect(await scene.core.send(deleteProject, { project_id: 'x' })).toMatchObject(badProject);
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(deleteProject, { project_id }),
    );
    expect(answer).toMatchObject(noProject);
  });

  it('lets a manager delete, and not a developer', async () => {
    const project_id = await newProject(scene);
    const developer = await scene.enter('developer', { role: 4, in: project_id });
    const answer = await developer.core.send(deleteProject, { project_id });
    const reason = 'User: .* because the role Developer lacks the permission project.delete';
    expect(answer).toMatchObject(paramError(reason, 403));
    const manager = await scene.enter('manager', { role: 3, in: project_id });
    expect((await manager.core.send(deleteProject, { project_id })).status).toBe(204);
  });
});
