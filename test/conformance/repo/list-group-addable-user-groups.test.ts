import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { badValue, noGroup } from './groups.ts';
import { namesIn } from './lists.ts';
import { twoLevels } from './settings.ts';
import { associate, userGroupOf } from './user-groups.ts';

const list = proven('CodeArtsRepo v4', 'ListGroupAddableUserGroups');

onEveryStore((scene) => {
  it('lists the user groups of the account that are neither in the group nor above it', async () => {
    const { project_id, top, below } = await twoLevels(scene);
    const [above, own, free] = [
      await userGroupOf(scene.core),
      await userGroupOf(scene.core),
      await userGroupOf(scene.core),
    ];
    await associate(scene.core, project_id, top, above.id);
    await associate(scene.core, project_id, below, own.id);
    const query = { project_id, limit: 100 };
    const addable = async (group_id: number) =>
      namesIn(await scene.core.send(list, { ...query, group_id }));
    expect(await addable(below)).toEqual([[free.name], 1]);
    expect(await addable(top)).toEqual([[own.name, free.name], 2]);
  });

  it('wants the project of the group', async () => {
    const { top } = await twoLevels(scene);
    const none = await scene.core.send(list, { group_id: top });
    expect(none).toMatchObject({ status: 400, body: badValue('\\[project_id\\]') });
    const project_id = await newProject(scene);
    const other = await scene.core.send(list, { group_id: top, project_id });
    expect(other).toMatchObject({ status: 404, body: noGroup });
  });
});
