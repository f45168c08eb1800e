import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { heardByAnOutsider, newProject, onEveryStore } from '../scene.ts';
import { invalidParam, noProject } from './groups.ts';
import { configOf, jobIdIn, smallest } from './tasks.ts';

const createTask = proven('CodeArtsBuild v3', 'CreateBuildJob');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('creates through the %s', async (way) => {
    const project_id = await newProject(scene);
    const body = { ...smallest, project_id, job_name: 'a', flavor: '2u8g' };
    const answer = await scene[way].send(createTask, {}, body);
    const job_id = jobIdIn(answer);
    expect(answer.body).toEqual({ result: { job_id }, error: null, status: 'success' });
    expect(await configOf(scene.core, job_id)).toMatchObject(body);
    const again = await scene[way].send(createTask, {}, body);
    const taken = invalidParam('\\[job_name\\] a build task named a exists');
    expect(again).toMatchObject({ status: 400, body: taken });
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(createTask, {}, { ...smallest, project_id, job_name: 'a' }),
    );
    expect(answer).toMatchObject({ status: 403, body: invalidParam(noProject) });
  });
});
