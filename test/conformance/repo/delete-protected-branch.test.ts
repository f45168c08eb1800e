import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { itIsOfTheRepository, noSuchRule, protectedIn, rulesOf } from './repository-protection.ts';

const operation = proven('CodeArtsRepo v4', 'DeleteProtectedBranch');

onEveryStore((scene) => {
  it('ends one', async () => {
    const { repository_id } = await protectedIn(scene, 'main', 'other');
    const path = { repository_id, branch_name: 'main' };
    expect((await scene.core.send(operation, path)).body).toEqual({ status: 'success' });
    expect(await rulesOf(scene, repository_id)).toEqual(['other: 3']);
    expect(await scene.core.send(operation, path)).toMatchObject(noSuchRule);
  });

  itIsOfTheRepository(scene, operation, true, { branch_name: 'main' });
});
