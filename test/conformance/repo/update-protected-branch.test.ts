import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import {
  itIsOfTheRepository,
  managersOnly,
  noSuchRule,
  protectedIn,
  rulesOf,
} from './repository-protection.ts';

const operation = proven('CodeArtsRepo v4', 'UpdateProtectedBranch');

onEveryStore((scene) => {
  it('changes what is named, and nothing beside it', async () => {
    const { repository_id } = await protectedIn(scene, 'main', 'other');
    const body = [{ action: 'merge', enable: false }];
    const path = { repository_id, branch_name: 'main' };
    const answer = await scene.core.send(operation, path, body);
    expect(answer.body).toMatchObject({
      name: 'main',
      actions: [managersOnly('push'), { action: 'merge', enable: false, roles: [] }],
    });
    await scene.core.send(operation, path, [{ action: 'push', related_role_ids: ['4', '12'] }]);
    expect(await rulesOf(scene, repository_id)).toEqual(['main: 4 12', 'other: 3']);
    const unknown = await scene.core.send(operation, { ...path, branch_name: 'none' }, body);
    expect(unknown).toMatchObject(noSuchRule);
  });

  itIsOfTheRepository(scene, operation, true, { branch_name: 'main' }, []);
});
