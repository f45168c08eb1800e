import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { itIsOfTheRepository, noSuchRule, protectedIn, rulesOf } from './repository-protection.ts';

const operation = proven('CodeArtsRepo v4', 'BatchDeleteProtectedBranches');

onEveryStore((scene) => {
  it('ends all or none', async () => {
    const { repository_id } = await protectedIn(scene, 'a', 'b', 'c');
    const end = (body: object) => scene.core.send(operation, { repository_id }, body);
    expect(await end({ names: ['a', 'none'] })).toMatchObject(noSuchRule);
    expect((await end({})).body).toEqual({ status: 'success' });
    expect(await rulesOf(scene, repository_id)).toEqual(['a: 3', 'b: 3', 'c: 3']);
    expect((await end({ names: ['a', 'c'] })).body).toEqual({ status: 'success' });
    expect(await rulesOf(scene, repository_id)).toEqual(['b: 3']);
  });

  itIsOfTheRepository(scene, operation, true, {}, { names: ['main'] });
});
