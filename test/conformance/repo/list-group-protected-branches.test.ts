import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { badValue } from './groups.ts';
import { namesIn } from './lists.ts';
import { forManagers, protect } from './protected-branches.ts';
import { itHidesGroups, twoLevels } from './settings.ts';

const list = proven('CodeArtsRepo v4', 'ListGroupProtectedBranches');

onEveryStore((scene) => {
  it("shows the project's", async () => {
    const { project_id, below } = await twoLevels(scene);
    const { id } = await protect(scene.core, project_id, { name: 'main' });
    await protect(scene.core, project_id, { name: 'other' });
    const query = { group_id: below, user_actions: true };
    const answer = await scene.core.send(list, { ...query, search: 'ma' });
    const actions = [forManagers('push'), forManagers('merge')];
    expect(answer.body).toEqual([{ id, name: 'main', actions, namespace_id: below }]);
    expect(namesIn(await scene.core.send(list, { ...query, offset: 1, limit: 5 }))).toEqual([
      ['other'],
      2,
    ]);
  });

  it('has to be told which form is wanted', async () => {
    const { below } = await twoLevels(scene);
    const answer = await scene.core.send(list, { group_id: below });
    expect(answer).toMatchObject({ status: 400, body: badValue('\\[user_actions\\]') });
  });

  itHidesGroups(scene, list, { user_actions: true });
});
