import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { heardByAnOutsider, newProject, onEveryStore } from '../scene.ts';
import { invalidParam, noProject } from './groups.ts';
import { newTask } from './tasks.ts';

const checkName = proven('CodeArtsBuild v3', 'CheckJobNameIsExists');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('tells whether a name is taken to the %s', async (way) => {
    const project_id = await newProject(scene);
    await newTask(scene.core, project_id, 'a');
    for (const [job_name, result] of [
      ['a', true],
      ['A', false],
      ['b', false],
    ] as const) {
      const answer = await scene[way].send(checkName, { project_id, job_name });
      expect(answer.body).toEqual({ result, status: 'success' });
    }
    const elsewhere = { project_id: await newProject(scene), job_name: 'a' };
    expect((await scene[way].send(checkName, elsewhere)).body).toMatchObject({ result: false });
  });

  it.each([
    [{}, '\\[job_name\\] is required and must be 1 to 115'],
    [{ job_name: 'a b' }, '\\[job_name\\] must be 1 to 115'],
  ])('refuses %j', async (values: Record<string, string>, reason) => {
    const { projectId: project_id } = scene.world;
    const answer = await scene.core.send(checkName, { project_id, ...values });
    expect(answer).toMatchObject({ status: 400, body: invalidParam(reason) });
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(checkName, { project_id, job_name: 'a' }),
    );
    expect(answer).toMatchObject({ status: 403, body: invalidParam(noProject) });
  });
});
