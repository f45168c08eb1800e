import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { alike, newProject, onEveryStore, type Role } from '../scene.ts';
import { badValue, enterProject, newGroup, noGroup, notAllowed } from './groups.ts';
import { namesIn } from './lists.ts';

const update = proven('CodeArtsRepo v4', 'UpdateGroupResourcePermissions');
const createGroup = operationOf('CodeArtsRepo v4', 'CreateGroup');
const deleteGroup = operationOf('CodeArtsRepo v4', 'DeleteGroup');
const manageable = operationOf('CodeArtsRepo v4', 'ListManageableGroups');
const validate = operationOf('CodeArtsRepo v4', 'BatchValidateUserGroupPermissions');
const showPermissions = operationOf('CodeArtsRepo v4', 'ShowResourcePermissions');
const showInherit = operationOf('CodeArtsRepo v4', 'ShowGroupPermissionInheritEnabled');
const listResources = operationOf('CodeArtsRepo v4', 'ListGroupPermissionResources');

/** Permissions on the resource `group`, which has the id 1. */
const create = 101;
const remove = 102;
const developer = 4;
const participant = 7;
const manager = 3;

const change = (role: number, permission_id: number, enabled: boolean) => ({
  data: [{ role_id: String(role), permissions: [{ permission_id, enabled }] }],
});

onEveryStore((scene) => {
  const set = (group_id: number, body: object, by = scene.core) =>
    by.send(update, { group_id, resource_id: 1 }, body);
  const given = async (...args: Parameters<typeof set>) => {
    const answer = await set(...args);
    expect(answer.body, answer.text).toEqual({ status: 200, message: 'success' });
  };

  it('holds in the group and below it, down to the next group with its own', async () => {
    const project_id = await newProject(scene);
    const top = await newGroup(scene.core, project_id, { name: 'top' });
    const middle = await newGroup(scene.core, project_id, { name: 'middle', parent_id: top });
    const low = await newGroup(scene.core, project_id, { name: 'low', parent_id: middle });
    const aside = await newGroup(scene.core, project_id, { name: 'aside' });
    const one = await enterProject(scene, 'a participant', participant, project_id);
    const dev = await enterProject(scene, 'a developer', developer, project_id);

    /** In which groups they create one, asked three ways. */
    async function creators({ core }: Role): Promise<string[]> {
      const ids = Object.entries({ top, middle, low, aside });
      const may: string[] = [];
      for (const [name, parent_id] of ids) {
        const body = { name: `g${scene.now++}`, parent_id };
        const { status } = await core.send(createGroup, { project_id }, body);
        expect([201, 403]).toContain(status);
        if (status === 201) may.push(name);
      }
      const query = { project_id, scope: 'group', limit: 100 };
      const [names, total] = namesIn(await core.send(manageable, query));
      expect(names.filter((name) => !/^g/.test(name)).toSorted()).toEqual(may.toSorted());
      expect(total).toBe(names.length);
      const asked = ids.map(([, id]) => ({ group_id: String(id), project_id }));
      const { body } = await core.send(validate, {}, asked);
      const answers = body as { can_create_group: boolean }[];
      const allowed = ids.filter((_each, i) => answers[i]?.can_create_group);
      expect(allowed.map(([name]) => name)).toEqual(may);
      return may;
    }

    expect(await creators(one)).toEqual([]);
    expect(await creators(dev)).toEqual(['top', 'middle', 'low', 'aside']);
    await given(top, change(participant, create, true));
    expect(await creators(one)).toEqual(['top', 'middle', 'low']);
    await given(middle, change(developer, create, false));
    // The middle one goes on from what it had by the top one.
    expect(await creators(one)).toEqual(['top', 'middle', 'low']);
    expect(await creators(dev)).toEqual(['top', 'aside']);
    await given(middle, change(participant, create, false));
    expect(await creators(one)).toEqual(['top']);
    await given(low, change(developer, create, true));
    expect(await creators(dev)).toEqual(['top', 'low', 'aside']);
    await given(middle, change(developer, create, true));
    await given(top, change(participant, create, false));
    expect(await creators(one)).toEqual([]);
    expect(await creators(dev)).toEqual(['top', 'middle', 'low', 'aside']);
  });

  it('is told of where permissions are shown', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'a' });
    const below = await newGroup(scene.core, project_id, { name: 'b', parent_id: group_id });
    const one = await enterProject(scene, 'somebody', manager, project_id);
    const usesProject = async () =>
      (await one.core.send(listResources, {})).body as { use_project_permission: boolean };
    expect((await usesProject()).use_project_permission).toBe(true);
    await given(group_id, change(manager, remove, false));
    expect((await usesProject()).use_project_permission).toBe(false);
    for (const [id, inherits] of [
      [group_id, false],
      [below, true],
    ] as const) {
      const { body } = await scene.core.send(showInherit, { group_id: id });
      expect(body).toEqual({ permission_inherit_enabled: inherits });
      const query = { group_id: id, resource_id: 1, limit: 1 };
      for (const [by, mayChange] of [
        [scene.core, true],
        [one.core, false],
      ] as const) {
        const [row] = (await by.send(showPermissions, query)).body as object[];
        expect(row).toMatchObject({
          role_id: '3',
          resource_permissions: {
            create: { enabled: true, editable: mayChange },
            delete: { enabled: false, editable: mayChange },
          },
        });
      }
    }
    const refused = await one.core.send(deleteGroup, { project_id, group_id: below });
    const lacks = notAllowed('.*lacks the permission repository-group.delete');
    expect(refused).toMatchObject({ status: 403, body: lacks });
    // The owner keeps every right.
    expect((await scene.core.send(deleteGroup, { project_id, group_id })).status).toBe(202);
    expect((await usesProject()).use_project_permission).toBe(true);
  });

  it('keeps to what the matrix lets be changed', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'a' });
    const permission = '\\[permission_id\\]';
    for (const [body, reason] of [
      [change(8, create, true), `${permission} must not be given: the role Viewer never has`],
      [change(13, create, false), `${permission} must stay: the role Project administrator`],
      [change(99, create, true), '\\[role_id\\] must be the number of a role'],
      [change(-1, create, true), '\\[role_id\\]'],
      [{ data: [{ permissions: [{ permission_id: create }] }] }, '\\[role_id\\]'],
      [change(developer, 301, true), `${permission} must be one of 101 \\(create\\)`],
      [{ data: [{ role_id: '4', permissions: [{}] }] }, permission],
      [{ data: {} }, '\\[data\\] must be a list'],
    ] as const) {
      const answer = await set(group_id, body);
      expect(answer, JSON.stringify(body)).toMatchObject({ status: 400, body: badValue(reason) });
    }
    const path = { group_id, resource_id: 9 };
    const answer = await scene.core.send(update, path, {});
    expect(answer).toMatchObject({ status: 400, body: badValue('\\[resource_id\\]') });
    await given(group_id, {});
    const { body } = await scene.core.send(showInherit, { group_id });
    expect(body).toEqual({ permission_inherit_enabled: true });
  });

  it('is for administrators of the project and owners along the path', async () => {
    const project_id = await newProject(scene);
    const owner = await enterProject(scene, 'the owner', developer, project_id);
    const administrator = await enterProject(scene, 'administrator', 13, project_id);
    const other = await enterProject(scene, 'the manager', manager, project_id);
    const top = await newGroup(owner.core, project_id, { name: 'a' });
    const below = await newGroup(scene.core, project_id, { name: 'b', parent_id: top });
    for (const { core } of [owner, administrator]) await given(below, {}, core);
    const refused = await set(below, {}, other.core);
    const lacks = notAllowed('.*lacks the permission repository-group.permissions');
    expect(refused).toMatchObject({ status: 403, body: lacks });
  });

  it('hides groups', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'a', visibility: 'private' });
    const viewer = await enterProject(scene, 'viewer', 8, project_id);
    const answers = [group_id, 2_147_483_647].map((id) => set(id, {}, viewer.core));
    expect(alike(await Promise.all(answers))).toMatchObject({ status: 404, body: noGroup });
  });
});
