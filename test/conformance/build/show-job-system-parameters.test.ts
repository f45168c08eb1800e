import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { invalidParam } from './groups.ts';

const operation = proven('CodeArtsBuild v3', 'ShowJobSystemParameters');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('names what the page names to the %s', async (way) => {
    const answer = await scene[way].send(operation);
    expect(answer.body).toMatchObject({ error: null, status: 'success' });
    const { result } = answer.body as { result: { id: number; parameter_name: string }[] };
    expect(result.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(result.map(({ parameter_name }) => parameter_name)).toEqual([
      'BUILDNUMBER',
      'TIMESTAMP',
      'INCREASENUM',
      'PROJECT_ID',
      'WORKSPACE',
      'GIT_TAG',
      'JOB_NAME',
      'EXECUTOR',
      'COMMIT_ID_SHORTER',
    ]);
  });

  it('obeys a policy that denies it', async () => {
    const { core, person } = await scene.enter('denied');
    await scene.world.allow(person, 'Deny', 'codeartsbuild:*:*');
    const reason = 'User: iam::.* perform: codeartsbuild:job:listParameters ';
    expect(await core.send(operation)).toMatchObject({ status: 403, body: invalidParam(reason) });
  });
});
