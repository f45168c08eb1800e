import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { heardByAnOutsider, newProject, onEveryStore } from '../scene.ts';
import { invalidParam, noProject } from './groups.ts';
import { newTask, tasksOf } from './tasks.ts';

const listTasks = proven('CodeArtsBuild v3', 'ShowJobListByProjectId');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('lists pages to the %s, as V1 does', async (way) => {
    const project_id = await newProject(scene);
    for (const name of ['a', 'b', 'c']) await newTask(scene.core, project_id, name);
    await newTask(scene.core, await newProject(scene), 'elsewhere');
    const [c, b, a] = await tasksOf(scene.core, project_id);
    const page = async (page_index: number) =>
      (await scene[way].send(listTasks, { project_id, page_index, page_size: 2 })).body;
    expect(await page(0)).toEqual({ jobs: [c, b], total: 3 });
    expect(await page(1)).toEqual({ jobs: [a], total: 3 });
    expect(await page(2)).toEqual({ jobs: [], total: 3 });
  });

  it('refuses pages that there cannot be', async () => {
    const { projectId: project_id } = scene.world;
    const answer = await scene.core.send(listTasks, { project_id, page_index: 0, page_size: 101 });
    const reason = '\\[page_size\\] must be an integer from 1 to 100';
    expect(answer).toMatchObject({ status: 400, body: invalidParam(reason) });
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(listTasks, { project_id }),
    );
    expect(answer).toMatchObject({ status: 403, body: invalidParam(noProject) });
  });
});
