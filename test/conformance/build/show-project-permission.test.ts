import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { heardByAnOutsider, newProject, onEveryStore } from '../scene.ts';
import { badProject, invalidParam, noProject } from './groups.ts';

const showPermission = proven('CodeArtsBuild v3', 'ShowProjectPermission');

/** The permissions in the order of the page; each role's as the user guide's matrix has them. */
const permissions = [
  'create_permission',
  'modify_permission',
  'group_permission',
  'delete_permission',
  'view_permission',
  'execute_permission',
  'copy_permission',
  'forbidden_permission',
  'manager_permission',
];
const everything = Object.fromEntries(permissions.map((name) => [name, true]));
const nothing = Object.fromEntries(permissions.map((name) => [name, false]));
const making = { ...everything, manager_permission: false };
const viewing = { ...nothing, view_permission: true };

onEveryStore((scene) => {
  it.each([
    [3, 'Project manager', everything],
    [4, 'Developer', making],
    [5, 'Test manager', viewing],
    [6, 'Tester', nothing],
    [7, 'Participant', nothing],
    [8, 'Viewer', viewing],
    [9, 'Operation manager', nothing],
    [10, 'Product manager', viewing],
    [11, 'System engineer', making],
    [12, 'Committer', making],
    [13, 'Project administrator', everything],
  ])('tells role %i, %s, what it may do', async (role, name, allowed) => {
    const { core, token } = await scene.enter(`role-${role}`, { role });
    const { projectId: project_id } = scene.world;
    for (const client of [core, token]) {
      const answer = await client.send(showPermission, { project_id });
      expect(answer.body).toEqual({
        result: {
          project_id,
          ...allowed,
          role_id: String(role),
          role_name: name,
          role_ids: [String(role)],
          role_names: [name],
        },
        error: null,
        status: 'success',
      });
    }
  });

  it('tells creator and root user that they may do everything', async () => {
    const maker = await scene.enter('maker');
    const project_id = await newProject({ ...scene, token: maker.token });
    for (const [client, role_name] of [
      [maker.core, 'Project creator'],
      [scene.core, 'Account administrator'],
    ] as const) {
      const answer = await client.send(showPermission, { project_id: project_id.toUpperCase() });
      expect(answer.body).toMatchObject({
        result: { project_id, ...everything, role_id: '-1', role_name },
      });
    }
  });

  it.each([
    [{}, '\\[project_id\\] is required'],
    [{ project_id: '' }, badProject],
    [{ project_id: 'b4d3971c' }, badProject],
    [{ project_id: '{project_id}' }, badProject],
  ])('refuses %j', async (query: Record<string, string>, reason) => {
    for (const client of [scene.core, scene.token]) {
      const answer = await client.send(showPermission, query);
      expect(answer).toMatchObject({ status: 400, body: invalidParam(reason) });
    }
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(showPermission, { project_id }),
    );
    expect(answer).toMatchObject({ status: 403, body: invalidParam(noProject) });
  });

  it('obeys a policy that denies it', async () => {
    const { projectId: project_id } = scene.world;
    const { core, person } = await scene.enter('denied', { role: 4 });
    await scene.world.allow(person, 'Deny', 'codeartsbuild:*:*');
    const answer = await core.send(showPermission, { project_id });
    const reason = 'User: iam::.* perform: codeartsbuild:project:getPermission ';
    expect(answer).toMatchObject({ status: 403, body: invalidParam(reason) });
  });
});
