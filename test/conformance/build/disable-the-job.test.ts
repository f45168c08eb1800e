import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { alike, newProject, onEveryStore, unknownId } from '../scene.ts';
import { invalidParam } from './groups.ts';
import { badTaskId, newTask, noTask, tasksOf } from './tasks.ts';

const operation = proven('CodeArtsBuild v3', 'DisableTheJob');
const showDisable = operationOf('CodeArtsBuild v3', 'ShowDisable');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('switches off and on through the %s', async (way) => {
    const project_id = await newProject(scene);
    const job_id = await newTask(scene.core, project_id, 'a');
    const off = { disabled: true, reason: 'moved' };
    const answer = await scene[way].send(operation, { job_id }, off);
    expect(answer.body).toEqual({ status: 'success' });
    expect(await tasksOf(scene.core, project_id)).toMatchObject([{ disabled: true }]);
    const again = { disabled: true, reason: 'moved away' };
    expect((await scene[way].send(operation, { job_id }, again)).status).toBe(200);
    const shown = await scene.core.send(showDisable, { job_id });
    expect(shown.body).toMatchObject({ result: { reson: 'moved away' } });
    for (const _twice of [1, 2]) {
      expect((await scene[way].send(operation, { job_id }, { disabled: false })).status).toBe(200);
    }
    expect(await tasksOf(scene.core, project_id)).toMatchObject([{ disabled: false }]);
    expect((await scene.core.send(showDisable, { job_id })).body).toMatchObject({ result: null });
  });

  it.each([
    [{}, '\\[disabled\\] is required'],
    [{ disabled: 'true' }, '\\[disabled\\] must be true or false'],
    [{ disabled: true, reason: 'x'.repeat(1001) }, '\\[reason\\] must be a text of at most 1000'],
  ])('refuses %#', async (body: object, reason) => {
    const job_id = await newTask(scene.core, await newProject(scene), 'a');
    const answer = await scene.core.send(operation, { job_id }, body);
    expect(answer).toMatchObject({ status: 400, body: invalidParam(reason) });
  });

  it('tells a task that is unknown or hidden alike, and no task from a malformed id', async () => {
    const job_id = await newTask(scene.core, await newProject(scene), 'a');
    const outsider = await scene.enter('outsider');
    const answers = [
      await scene.core.send(operation, { job_id: unknownId }, { disabled: true }),
      await scene.token.send(operation, { job_id: unknownId }, { disabled: true }),
      await outsider.core.send(operation, { job_id }, { disabled: true }),
    ];
    expect(alike(answers)).toMatchObject(noTask());
    expect(await scene.core.send(operation, { job_id: 'a' }, { disabled: true })).toMatchObject(
      badTaskId,
    );
  });
});
