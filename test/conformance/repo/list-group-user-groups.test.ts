import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { enterProject } from './groups.ts';
import { namesIn } from './lists.ts';
import { itHidesGroups, twoLevels } from './settings.ts';
import { associate, userGroupOf } from './user-groups.ts';

const list = proven('CodeArtsRepo v4', 'ListGroupUserGroups');

onEveryStore((scene) => {
  it('lists those in the group and above it, by name or id', async () => {
    const { project_id, top, below } = await twoLevels(scene);
    const somebody = await enterProject(scene, 'somebody', 6, project_id);
    const first = await userGroupOf(scene.core, somebody);
    const second = await userGroupOf(scene.core);
    await associate(scene.core, project_id, below, second.id);
    await associate(scene.core, project_id, top, first.id);
    const listed = async (query: object) => namesIn(await scene.core.send(list, query as never));
    expect(await listed({ group_id: below })).toEqual([[first.name, second.name], 2]);
    expect(await listed({ group_id: below, offset: 1, limit: 1 })).toEqual([[second.name], 2]);
    expect(await listed({ group_id: below, search: second.id })).toEqual([[second.name], 1]);
    const { body } = await somebody.core.send(list, {
      group_id: top,
      search: first.name.toUpperCase(),
    });
    expect(body).toEqual([
      {
        id: expect.any(Number),
        user_group_id: first.id,
        name: first.name,
        project_id,
        tenant_id: scene.world.domainId,
        group_type: null,
        member_count: 1,
        created_at: expect.stringMatching(/^2026-\d\d-\d\dT.*Z$/),
        updated_at: null,
        description: '',
      },
    ]);
  });

  itHidesGroups(scene, list, {});
});
