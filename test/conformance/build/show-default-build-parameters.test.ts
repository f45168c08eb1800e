import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { invalidParam } from './groups.ts';

const operation = proven('CodeArtsBuild v3', 'ShowDefaultBuildParameters');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)(
    'tells the %s of the parameter for the branch',
    async (way) => {
      expect((await scene[way].send(operation)).body).toEqual({
        result: [
          {
            name: 'hudson.model.StringParameterDefinition',
            params: expect.arrayContaining([
              { name: 'name', value: 'codeBranch' },
              { name: 'type', value: 'normalparam' },
              { name: 'defaultValue', value: 'master' },
            ]),
          },
        ],
        status: 'success',
      });
    },
  );

  it('obeys a policy that denies it', async () => {
    const { core, person } = await scene.enter('denied');
    await scene.world.allow(person, 'Deny', 'codeartsbuild:*:*');
    const reason = 'User: iam::.* perform: codeartsbuild:job:listParameters ';
    expect(await core.send(operation)).toMatchObject({ status: 403, body: invalidParam(reason) });
  });
});
