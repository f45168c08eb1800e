import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { alike, newProject, onEveryStore } from '../scene.ts';
import { enterProject, newGroup, noGroup } from './groups.ts';

const showInherit = proven('CodeArtsRepo v4', 'ShowGroupPermissionInheritEnabled');

onEveryStore((scene) => {
  it("says that groups use their project's permissions", async () => {
    const group_id = await newGroup(scene.core, await newProject(scene), { name: 'a' });
    const answer = await scene.core.send(showInherit, { group_id });
    expect(answer.body).toEqual({ permission_inherit_enabled: true });
  });

  it('hides groups', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'a', visibility: 'private' });
    const viewer = await enterProject(scene, 'viewer', 8, project_id);
    const answers = [group_id, 2_147_483_647].map((id) =>
      viewer.core.send(showInherit, { group_id: id }),
    );
    expect(alike(await Promise.all(answers))).toMatchObject({ status: 404, body: noGroup });
  });
});
