import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { namesIn } from './lists.ts';
import { protect } from './protected-branches.ts';
import { itIsOfTheRepository, protectedIn } from './repository-protection.ts';

const operation = proven('CodeArtsRepo v4', 'ListProtectedBranches');

onEveryStore((scene) => {
  it('lists those of the repository by name and pages, and not those of the project', async () => {
    const { project_id, repository_id } = await protectedIn(scene, 'b', 'a', 'c/*');
    await protect(scene.core, project_id, { name: 'of-the-project' });
    const listed = async (query: object) =>
      namesIn(await scene.core.send(operation, { repository_id, ...query }));
    expect(await listed({})).toEqual([['a', 'b', 'c/*'], 3]);
    expect(await listed({ offset: 1, limit: 1 })).toEqual([['b'], 3]);
    expect(await listed({ search: 'C' })).toEqual([['c/*'], 1]);
  });

  itIsOfTheRepository(scene, operation, false, {});
});
