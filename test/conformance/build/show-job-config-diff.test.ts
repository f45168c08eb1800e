import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { alike, newProject, onEveryStore, unknownId } from '../scene.ts';
import { invalidParam } from './groups.ts';
import { newTask, noTask, smallest } from './tasks.ts';

const operation = proven('CodeArtsBuild v3', 'ShowJobConfigDiff');
const update = operationOf('CodeArtsBuild v3', 'UpdateNewJob');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)(
    'shows what an update changed through the %s',
    async (way) => {
      const project_id = await newProject(scene);
      const job_id = await newTask(scene.core, project_id, 'a', { flavor: '2u8g' });
      for (const [job_name, flavor] of [
        ['a', '4u8g'],
        ['b', '4u8g'],
      ]) {
        const body = { ...smallest, project_id, job_id, job_name, flavor };
        expect((await scene.core.send(update, {}, body)).status).toBe(200);
      }
      const changes = async (original_no: string, revisedl_no: string) => {
        const answer = await scene[way].send(operation, { job_id, original_no, revisedl_no });
        expect(answer, answer.text).toMatchObject({ status: 200, body: { status: 'success' } });
        const { result } = answer.body as { result: string };
        return result.split('\n').filter((line) => /^[-+]/.test(line));
      };
      const flavor = ['-  "flavor": "2u8g",', '+  "flavor": "4u8g",'];
      const name = ['-  "job_name": "a",', '+  "job_name": "b",'];
      expect(await changes('0', '1')).toEqual(flavor);
      expect(await changes('1', '2')).toEqual(name);
      expect(await changes('0', '2')).toEqual([...name, ...flavor]);
      expect(await changes('2', '2')).toEqual([]);
    },
  );

  it.each([
    [{ original_no: '0', revisedl_no: '1' }, '\\[revisedl_no\\] the build task has no version 1'],
    [{ original_no: '7', revisedl_no: '0' }, '\\[original_no\\] the build task has no version 7'],
    [{ original_no: '-1', revisedl_no: '0' }, '\\[original_no\\] must be the number of a version'],
  ])('refuses %j', async (query, reason) => {
    const job_id = await newTask(scene.core, await newProject(scene), 'a');
    const answer = await scene.core.send(operation, { job_id, ...query });
    expect(answer).toMatchObject({ status: 400, body: invalidParam(reason) });
  });

  it('tells a task that is unknown or hidden alike', async () => {
    const job_id = await newTask(scene.core, await newProject(scene), 'a');
    const outsider = await scene.enter('outsider');
    const numbers = { original_no: '0', revisedl_no: '0' };
    const answers = [
      await scene.core.send(operation, { job_id: unknownId, ...numbers }),
      await outsider.core.send(operation, { job_id, ...numbers }),
    ];
    expect(alike(answers)).toMatchObject(noTask());
  });
});
