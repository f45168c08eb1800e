import { beforeAll, describe, expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { makeMember } from '../atelier/group-members.ts';
import { alike, newProject, onEveryStore, type Role } from '../scene.ts';
import {
  badGroup,
  badProject,
  badValue,
  enterProject,
  newGroup,
  noGroup,
  notAllowed,
} from './groups.ts';
import { refusedPages } from './lists.ts';

const listMembers = proven('CodeArtsRepo v4', 'ListGroupMembers');

onEveryStore((scene) => {
  describe('of a private group under another', () => {
    let project_id: string;
    let top: number;
    let group_id: number;
    let owner: Role;
    let fromAbove: Role;
    let direct: Role;

    beforeAll(async () => {
      project_id = await newProject(scene);
      owner = await enterProject(scene, 'owner', 4, project_id);
      fromAbove = await enterProject(scene, 'from-above', 7, project_id);
      direct = await enterProject(scene, 'direct', 8, project_id);
      await enterProject(scene, 'none', 8, project_id);
      top = await newGroup(scene.core, project_id, { name: 'top', visibility: 'private' });
      group_id = await newGroup(owner.core, project_id, { name: 'a', parent_id: top });
      await makeMember(scene.core, top, fromAbove, 12);
      await makeMember(scene.core, group_id, direct, 3);
    });

    const list = async (query: object) => {
      const answer = await scene.core.send(listMembers, { group_id, project_id, ...query });
      expect(answer.status, answer.text).toBe(200);
      const names = (answer.body as { user_name: string }[]).map(({ user_name }) => user_name);
      return [names.sort(), Number(answer.headers['x-total'])] as const;
    };

    it('answers every field of a member by the group and of an inherited one', async () => {
      for (const client of [scene.core, scene.token, direct.core]) {
        const answer = await client.send(listMembers, { group_id, project_id, query: 'irec' });
        expect(answer.body).toEqual([
          {
            id: null,
            source_id: group_id,
            user_id: direct.person.user.number,
            user_from: null,
            role_id: '3',
            role_name: 'Project manager',
            cn_role_name: '项目经理',
            req_role_id: '8',
            req_role_name: 'Viewer',
            user_group_id: null,
            group_name: 'a',
            user_name: 'direct',
            domain_id: scene.world.domainId,
            domain_name: scene.world.domainName,
            nick_name: direct.person.user.nickName,
            is_group_creator: false,
            is_project_admin: false,
            path: null,
            role_chinese_name: '项目经理',
            can_remove: true,
            access_level: 40,
            service_license_status: 1,
            iam_id: direct.person.user.id,
            current_group_member: true,
          },
        ]);
      }
      const inherited = await scene.core.send(listMembers, {
        group_id,
        project_id,
        query: 'ABOVE',
      });
      expect(inherited.body).toMatchObject([
        { source_id: top, role_id: '12', access_level: 30, can_remove: false, group_name: 'top' },
      ]);
      const owning = await scene.core.send(listMembers, { group_id, project_id, query: 'owner' });
      expect(owning.body).toMatchObject([
        { access_level: 50, is_group_creator: true, can_remove: false, role_name: 'Owner' },
      ]);
    });

    it('lists by the way they came, by level and by name', async () => {
      const root = scene.world.userName;
      const everybody = ['direct', 'from-above', 'owner', root].sort();
      expect(await list({})).toEqual([everybody, 4]);
      expect(await list({ join_way: 'normal' })).toEqual([['direct', 'owner'], 2]);
      expect(await list({ join_way: 'inherit' })).toEqual([['from-above', root].sort(), 2]);
      expect(await list({ join_way: 'domain' })).toEqual([[], 0]);
      expect(await list({ access_level: 10 })).toEqual([[], 0]);
      expect(await list({ access_level: 20 })).toEqual([[], 0]);
      expect(await list({ access_level: 30 })).toEqual([['from-above'], 1]);
      expect(await list({ access_level: 40 })).toEqual([['direct'], 1]);
      expect(await list({ access_level: 50 })).toEqual([['owner', root].sort(), 2]);
      expect(await list({ access_level: 50, join_way: 'normal' })).toEqual([['owner'], 1]);
      expect(await list({ query: 'none' })).toEqual([[], 0]);
      const [page, total] = await list({ offset: 1, limit: 2 });
      expect([page?.length, total]).toEqual([2, 4]);
    });

    it('is told from a group that is not there by nobody outside', async () => {
      const outside = await enterProject(scene, 'outside', 7, project_id);
      const answers = await Promise.all(
        [group_id, 2_147_483_647].map((id) =>
          outside.core.send(listMembers, { group_id: id, project_id }),
        ),
      );
      expect(alike(answers)).toMatchObject({ status: 404, body: noGroup });
    });
  });

  it.each([
    ...refusedPages.slice(0, 7),
    [{ join_way: 'other' }, '\\[join_way\\] must be one of domain, normal, inherit'],
    [{ access_level: 25 }, '\\[access_level\\] must be one of 10, 20, 30, 40, 50'],
    [{ access_level: 'x' }, '\\[access_level\\] must be one of'],
    [{ project_id: 'x' }, badProject],
  ] as const)('refuses %j', async (query, reason) => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'a' });
    const answer = await scene.core.send(listMembers, { group_id, project_id, ...query });
    expect(answer).toMatchObject({ status: 400, body: badValue(reason) });
  });

  it('refuses another project, a malformed id and who has no policy', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'a' });
    const other = await newProject(scene);
    const elsewhere = await scene.core.send(listMembers, { group_id, project_id: other });
    expect(elsewhere).toMatchObject({ status: 404, body: noGroup });
    const malformed = await scene.core.send(listMembers, { group_id: 'x', project_id });
    expect(malformed).toMatchObject({ status: 400, body: badValue(badGroup) });
    const bare = await scene.enter('bare', { role: 4, in: project_id });
    const unallowed = await bare.core.send(listMembers, { group_id, project_id });
    expect(unallowed).toMatchObject({ status: 403, body: notAllowed('User: iam::') });
  });
});
