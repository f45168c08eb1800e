import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { makeMember } from '../atelier/group-members.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { badValue, enterProject, newGroup, noGroup } from './groups.ts';
import { namesIn } from './lists.ts';

const listAddable = proven('CodeArtsRepo v4', 'ListGroupAddableMembers');

onEveryStore((scene) => {
  it('lists who of the project is not in the group, and no more once they are', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'a', visibility: 'private' });
    await enterProject(scene, 'inherits', 4, project_id);
    const viewer = await enterProject(scene, 'a viewer', 8, project_id);
    const tester = await enterProject(scene, 'a tester', 6, project_id);
    const list = (query = {}) => scene.core.send(listAddable, { group_id, project_id, ...query });
    expect(namesIn(await list())).toEqual([['a viewer', 'a tester'], 2]);
    expect(namesIn(await list({ limit: 1, offset: 1 }))).toEqual([['a tester'], 2]);
    const { user } = viewer.person;
    expect((await list({ search: 'VIEW' })).body).toEqual([
      {
        iam_id: user.id,
        user_id: user.id,
        name: 'a viewer',
        nick_name: user.nickName,
        domain_name: scene.world.domainName,
        domain_id: scene.world.domainId,
        repo_role_id: null,
        req_role_id: '8',
        repo_role_name: null,
        req_role_name: 'Viewer',
      },
    ]);
    await makeMember(scene.core, group_id, tester, 8);
    expect(namesIn(await list())).toEqual([['a viewer'], 1]);
  });

  it('refuses another project and bad pages', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'a' });
    const other = await newProject(scene);
    const elsewhere = await scene.core.send(listAddable, { group_id, project_id: other });
    expect(elsewhere).toMatchObject({ status: 404, body: noGroup });
    const bad = await scene.core.send(listAddable, { group_id, project_id, limit: 0 });
    expect(bad).toMatchObject({ status: 400, body: badValue('\\[limit\\]') });
    const nowhere = await scene.core.send(listAddable, { group_id });
    expect(nowhere).toMatchObject({ status: 400, body: badValue('\\[project_id\\] is required') });
  });
});
