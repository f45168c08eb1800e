import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { badValue } from './groups.ts';
import {
  itIsOfTheRepository,
  managersOnly,
  protectedIn,
  rulesOf,
} from './repository-protection.ts';

const operation = proven('CodeArtsRepo v4', 'BatchCreateProtectedBranch');

onEveryStore((scene) => {
  it('protects them, all or none', async () => {
    const { repository_id } = await protectedIn(scene);
    const actions = [{ action: 'push', related_role_ids: ['4'] }];
    const body = { names: ['main', 'release/*'], actions };
    const answer = await scene.core.send(operation, { repository_id }, body);
    expect(answer.body).toMatchObject([
      { name: 'main', actions: [{ action: 'push', roles: [{ id: 4 }] }, managersOnly('merge')] },
      { name: 'release/*' },
    ]);
    const again = { names: ['new', 'main'] };
    const taken = badValue('\\[name\\] the branch name main is protected there already');
    const refused = await scene.core.send(operation, { repository_id }, again);
    expect(refused).toMatchObject({ status: 400, body: taken });
    expect(await rulesOf(scene, repository_id)).toEqual(['main: 4', 'release/*: 4']);
  });

  it('wants names that branches can have', async () => {
    const { repository_id } = await protectedIn(scene);
    for (const [body, reason] of [
      [{}, '\\[names\\]'],
      [{ names: [] }, '\\[names\\] must be a list'],
      [{ names: ['a b'] }, '\\[name\\] must be the name of a branch'],
      [{ names: 'main' }, '\\[names\\] must be a list'],
    ] as const) {
      const answer = await scene.core.send(operation, { repository_id }, body);
      expect(answer).toMatchObject({ status: 400, body: badValue(reason) });
    }
  });

  itIsOfTheRepository(scene, operation, true, {}, { names: ['main'] });
});
