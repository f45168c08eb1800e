import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { namesIn } from './lists.ts';
import { protect } from './protected-branches.ts';
import { itHidesGroups, twoLevels } from './settings.ts';
import { associate, userGroupOf } from './user-groups.ts';

const list = proven('CodeArtsRepo v4', 'ListGroupProtectedRefsUserGroups');

onEveryStore((scene) => {
  it('gives the numbers that rules name user groups by', async () => {
    const { project_id, top, below } = await twoLevels(scene);
    const group = await userGroupOf(scene.core);
    await userGroupOf(scene.core);
    await associate(scene.core, project_id, top, group.id);
    const answer = await scene.core.send(list, { group_id: below });
    expect(namesIn(answer)).toEqual([[group.name], 1]);
    const [found] = answer.body as { id: number; name: string }[];
    const actions = [{ action: 'push', user_team_ids: [found?.id] }];
    const rule = await protect(scene.core, project_id, { name: 'main', actions });
    expect(rule).toMatchObject({ actions: [{ user_teams: [found] }, { user_teams: [] }] });
    expect(namesIn(await scene.core.send(list, { group_id: below, search: 'no such' }))[1]).toBe(0);
  });

  itHidesGroups(scene, list, {});
});
