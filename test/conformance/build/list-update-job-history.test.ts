import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { invalidParam } from './groups.ts';
import { expectNoTask, newTask, smallest } from './tasks.ts';

const operation = proven('CodeArtsBuild v3', 'ListUpdateJobHistory');
const update = operationOf('CodeArtsBuild v3', 'UpdateNewJob');
const disable = operationOf('CodeArtsBuild v3', 'DisableTheJob');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('lists updates through the %s', async (way) => {
    const project_id = await newProject(scene);
    const editor = await scene.enter(`editor-${way}`, { role: 4, in: project_id });
    const job_id = await newTask(scene.core, project_id, 'a');
    const created = scene.now;
    scene.now += 1000;
    const body = { ...smallest, project_id, job_id, job_name: 'b' };
    expect((await editor.core.send(update, {}, body)).status).toBe(200);
    await scene.core.send(disable, { job_id }, { disabled: true });
    const { userName } = scene.world;
    const answer = await scene[way].send(operation, { job_id });
    expect(answer.body).toEqual({
      result: {
        job_update_records: [
          {
            id: `${job_id}-1`,
            update_number: 1,
            update_type: 'UPDATE',
            user_id: editor.person.user.id,
            user_name: editor.person.user.name,
            nick_name: editor.person.user.nickName,
            update_at: scene.now,
          },
          {
            id: `${job_id}-0`,
            update_number: 0,
            update_type: 'CREATE',
            user_id: expect.stringMatching(/^[0-9a-f]{32}$/),
            user_name: userName,
            nick_name: userName,
            update_at: created,
          },
        ],
        total: 2,
      },
      error: null,
      status: 'success',
    });
    const second = await scene[way].send(operation, { job_id, page_no: 2, page_size: 1 });
    expect(second.body).toMatchObject({
      result: { total: 2, job_update_records: [{ update_number: 0 }] },
    });
  });

  it('keeps no version of an update that was refused', async () => {
    const project_id = await newProject(scene);
    const job_id = await newTask(scene.core, project_id, 'a');
    const body = { ...smallest, project_id, job_id, job_name: 'not a name' };
    expect((await scene.core.send(update, {}, body)).status).toBe(400);
    const { body: told } = await scene.core.send(operation, { job_id });
    expect(told).toMatchObject({ result: { total: 1 } });
  });

  it('tells a task that is unknown or hidden alike, and refuses a wrong page', async () => {
    const job_id = await newTask(scene.core, await newProject(scene), 'a');
    await expectNoTask(scene, operation);
    const reason = '\\[page_no\\] must be an integer from 1 to';
    const answer = await scene.core.send(operation, { job_id, page_no: 0 });
    expect(answer).toMatchObject({ status: 400, body: invalidParam(reason) });
  });
});
