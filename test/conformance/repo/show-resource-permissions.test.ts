import { expect, it } from 'vitest';
import { type PermissionPoint, projectRoles } from '../../../src/domain/projects/index.ts';
import { proven } from '../../clients.ts';
import { alike, newProject, onEveryStore } from '../scene.ts';
import { badValue, enterProject, newGroup, noGroup } from './groups.ts';

const showPermissions = proven('CodeArtsRepo v4', 'ShowResourcePermissions');

interface RoleRow {
  readonly order: number;
  readonly role_id: string;
  readonly role_name: string;
  readonly resource_permissions: Readonly<Record<string, { readonly enabled: boolean }>>;
}

/** Resource and action of the points that are asked. */
const asked: Readonly<Record<string, PermissionPoint>> = {
  '1 create': 'repository-group.create',
  '1 delete': 'repository-group.delete',
  '1 setting': 'repository-group.settings',
  '2 create': 'repository.create',
  '3 download': 'code.download',
  '4 create': 'repository-member.create',
  '4 update': 'repository-member.update',
  '4 delete': 'repository-member.delete',
};

onEveryStore((scene) => {
  it('shows of every role what it may do, as it really may', async () => {
    const group_id = await newGroup(scene.core, await newProject(scene), { name: 'a' });
    for (const [what, point] of Object.entries(asked)) {
      const [resource_id = '', action = ''] = what.split(' ');
      const answer = await scene.core.send(showPermissions, { group_id, resource_id });
      const enabled = (answer.body as RoleRow[])
        .filter(({ resource_permissions }) => resource_permissions[action]?.enabled)
        .map(({ role_id }) => Number(role_id));
      const having = projectRoles.filter(({ id, points }) => id !== -1 && points.has(point));
      expect(enabled, what).toEqual(having.map(({ id }) => id));
    }
  });

  it('answers every field, by pages', async () => {
    const group_id = await newGroup(scene.core, await newProject(scene), { name: 'a' });
    const path = { group_id, resource_id: 3 };
    const answer = await scene.token.send(showPermissions, { ...path, offset: 1, limit: 1 });
    const permission = (action: string, permission_id: number, name: string, cn: string) => ({
      permission_id,
      action,
      display_name: name,
      display_name_cn: cn,
      enabled: true,
      editable: false,
    });
    expect(answer.body).toEqual([
      {
        order: 2,
        role_id: '4',
        role_name: 'Developer',
        role_name_cn: '开发人员',
        resource_permissions: {
          push: permission('push', 301, 'Push', '提交'),
          download: permission('download', 302, 'Download', '下载'),
        },
      },
    ]);
    expect(answer.headers['x-total']).toBe('11');
  });

  it('refuses resources that there are not, and hides groups', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'a', visibility: 'private' });
    const answer = await scene.core.send(showPermissions, { group_id, resource_id: 9 });
    const known = badValue('\\[resource_id\\] must be one of 1 \\(group\\), 2 \\(repository\\)');
    expect(answer).toMatchObject({ status: 400, body: known });
    const viewer = await enterProject(scene, 'viewer', 8, project_id);
    const answers = [group_id, 2_147_483_647].map((id) =>
      viewer.core.send(showPermissions, { group_id: id, resource_id: 1 }),
    );
    expect(alike(await Promise.all(answers))).toMatchObject({ status: 404, body: noGroup });
  });
});
