import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { enterProject, newGroup } from '../repo/groups.ts';
import { beginning, newProject, onEveryStore } from '../scene.ts';
import { deletedGroups, deleteGroup } from './deletions.ts';
import { refused } from './group-members.ts';

const list = proven('Atelier v1', 'ListDeletedRepositoryGroups');
const day = 24 * 3600_000;

onEveryStore(
  (scene) => {
    it('tells what was deleted, when, by whom and until when it can be restored', async () => {
      scene.now = beginning;
      const project_id = await newProject(scene);
      const top = await newGroup(scene.core, project_id, { name: 'a' });
      const group_id = await newGroup(scene.core, project_id, { name: 'b', parent_id: top });
      await newGroup(scene.core, project_id, { name: 'c', parent_id: group_id });
      await deleteGroup(scene.core, project_id, group_id);
      scene.now += 1000;
      await deleteGroup(scene.core, project_id, top);
      for (const client of [scene.core, scene.token]) {
        expect((await client.send(list, { project_id })).body).toEqual({
          deleted: [
            {
              id: top,
              parent_id: null,
              type: 'group',
              name: 'a',
              path: 'a',
              count: 1,
              deleted_at: '2026-01-02T03:04:06.678Z',
              restorable_until: '2026-01-05T03:04:06.678Z',
              user_id: expect.any(String),
              user_name: scene.world.userName,
            },
            expect.objectContaining({ id: group_id, parent_id: top, path: 'a/b', count: 2 }),
          ],
          total: 2,
        });
      }
      const second = await scene.core.send(list, { project_id, offset: 1, limit: 1 });
      expect(second.body).toMatchObject({ deleted: [{ id: group_id }], total: 2 });
      // The time that it can be restored ends without anything being done.
      scene.now = beginning + 3 * day;
      expect(await deletedGroups(scene.core, project_id)).toMatchObject([{ id: top }]);
      scene.now += 1000;
      expect(await deletedGroups(scene.core, project_id)).toEqual([]);
    });

    it('tells managers all, and others what they deleted themselves', async () => {
      const project_id = await newProject(scene);
      const developer = await enterProject(scene, 'developer', 4, project_id);
      const manager = await enterProject(scene, 'manager', 3, project_id);
      const own = await newGroup(developer.core, project_id, { name: 'a' });
      const other = await newGroup(scene.core, project_id, { name: 'b' });
      await deleteGroup(developer.core, project_id, own);
      await deleteGroup(scene.core, project_id, other);
      const ids = async ({ core }: typeof manager) =>
        (await deletedGroups(core, project_id)).map(({ id }) => id).sort();
      expect(await ids(manager)).toEqual([own, other].sort());
      expect(await ids(developer)).toEqual([own]);
      expect(await deletedGroups(scene.core, await newProject(scene))).toEqual([]);
    });

    it.each([
      [{ limit: 0 }, '\\[limit\\] must be an integer from 1 to 100'],
      [{ offset: -1 }, '\\[offset\\] must be an integer from 0'],
    ])('refuses %j', async (query, reason) => {
      const answer = await scene.core.send(list, {
        project_id: scene.world.projectId,
        ...query,
      });
      expect(answer).toMatchObject(refused(400, reason));
    });
  },
  { deletedDays: 3 },
);
