import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { protect } from './protected-branches.ts';
import {
  itIsOfTheRepository,
  managersOnly,
  noSuchRule,
  protectedIn,
} from './repository-protection.ts';

const operation = proven('CodeArtsRepo v4', 'ShowProtectedBranch');

onEveryStore((scene) => {
  it('shows one by its name', async () => {
    const { project_id, repository_id } = await protectedIn(scene, 'release/*');
    await protect(scene.core, project_id, { name: 'main' });
    const shown = (branch_name: string) =>
      scene.core.send(operation, { repository_id, branch_name });
    expect((await shown('release/*')).body).toEqual({
      id: expect.any(Number),
      name: 'release/*',
      actions: [managersOnly('push'), managersOnly('merge')],
    });
    for (const name of ['release/1', 'main']) expect(await shown(name)).toMatchObject(noSuchRule);
  });

  itIsOfTheRepository(scene, operation, false, { branch_name: 'main' });
});
