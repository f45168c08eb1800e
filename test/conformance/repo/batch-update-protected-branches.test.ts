import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { itIsOfTheRepository, noSuchRule, protectedIn, rulesOf } from './repository-protection.ts';

const operation = proven('CodeArtsRepo v4', 'BatchUpdateProtectedBranches');

onEveryStore((scene) => {
  it('changes all or none', async () => {
    const { repository_id } = await protectedIn(scene, 'a', 'b', 'c');
    const actions = [{ action: 'push', enable: false }];
    const set = (names: string[]) =>
      scene.core.send(operation, { repository_id }, { names, actions });
    expect(await set(['a', 'none'])).toMatchObject(noSuchRule);
    expect(await rulesOf(scene, repository_id)).toEqual(['a: 3', 'b: 3', 'c: 3']);
    expect((await set(['a', 'c'])).body).toMatchObject([{ name: 'a' }, { name: 'c' }]);
    expect(await rulesOf(scene, repository_id)).toEqual(['a: all', 'b: 3', 'c: all']);
  });

  itIsOfTheRepository(scene, operation, true, {}, { names: ['main'] });
});
