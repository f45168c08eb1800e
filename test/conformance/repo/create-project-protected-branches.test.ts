import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { alike, heardByAnOutsider, newProject, onEveryStore } from '../scene.ts';
import { badValue, enterProject, noProject, notAllowed } from './groups.ts';
import { forManagers } from './protected-branches.ts';

const create = proven('CodeArtsRepo v4', 'CreateProjectProtectedBranches');

onEveryStore((scene) => {
  it('protects a branch, for those who administer unless told', async () => {
    const project_id = await newProject(scene);
    const answer = await scene.core.send(create, { project_id }, { name: 'release/*' });
    expect(answer.body).toEqual({
      id: expect.any(Number),
      name: 'release/*',
      actions: [forManagers('push'), forManagers('merge')],
    });
  });

  it('names users and roles', async () => {
    const project_id = await newProject(scene);
    const { person } = await enterProject(scene, 'pusher', 4, project_id);
    const { number, name, id } = person.user;
    const push = {
      action: 'push',
      user_ids: [number],
      related_role_ids: ['12'],
      addition_switchers: [{ name: 'allowed_force_push', enable: true }],
    };
    const body = { name: 'main', actions: [push, { action: 'merge', enable: false }] };
    const answer = await scene.token.send(create, { project_id }, body);
    expect(answer.body).toMatchObject({
      name: 'main',
      actions: [
        {
          action: 'push',
          enable: true,
          users: [{ id: number, name, username: id, state: 'active', service_license_status: 1 }],
          roles: [{ id: 12, related_role_id: '12' }],
          addition_switchers: [{ name: 'allowed_force_push', enable: true }],
        },
        { action: 'merge', enable: false, users: [], roles: [], addition_switchers: [] },
      ],
    });
  });

  it('refuses what names nothing, and names that are taken', async () => {
    const project_id = await newProject(scene);
    const outside = await scene.enter('not in the project');
    const push = (rest: object) => ({ name: 'x', actions: [{ action: 'push', ...rest }] });
    const name = '\\[name\\] must be the name of a branch';
    for (const [body, reason] of [
      [{}, '\\[name\\]'],
      [{ name: '' }, '\\[name\\]'],
      [{ name: 'a'.repeat(201) }, '\\[name\\]'],
      [{ name: 'a b' }, name],
      [{ name: 'a..b' }, name],
      [{ name: '/a' }, name],
      [{ name: 'a?' }, name],
      [{ name: 'a.lock' }, name],
      [push({ user_ids: [outside.person.user.number] }), '\\[user_ids\\] must be numbers of'],
      [push({ user_team_ids: [2_000_000_000] }), '\\[user_team_ids\\] must be numbers of'],
      [push({ related_role_ids: ['99'] }), '\\[related_role_ids\\] must be numbers of'],
      [
        push({ related_role_ids: ['three'] }),
        '\\[actions\\[0\\].related_role_ids\\] must be a list',
      ],
      [push({ user_ids: Array(51).fill(1) }), '\\[actions\\[0\\].user_ids\\] must be a list'],
      [{ name: 'x', actions: [{ action: 'eat' }] }, '\\[actions\\[0\\].action\\]'],
      [{ name: 'x', actions: [{ action: 'push' }, {}] }, '\\[actions\\] must name each of'],
    ] as const) {
      const answer = await scene.core.send(create, { project_id }, body);
      expect(answer, JSON.stringify(body)).toMatchObject({ status: 400, body: badValue(reason) });
    }
    expect((await scene.core.send(create, { project_id }, { name: 'main' })).status).toBe(200);
    const again = await scene.core.send(create, { project_id }, { name: 'main' });
    const taken = badValue('\\[name\\] the branch name main is protected there already');
    expect(again).toMatchObject({ status: 400, body: taken });
  });

  it('is for project managers', async () => {
    const project_id = await newProject(scene);
    const developer = await enterProject(scene, 'developer', 4, project_id);
    const answer = await developer.core.send(create, { project_id }, { name: 'main' });
    const lacks = notAllowed('.*lacks the permission repository.settings');
    expect(answer).toMatchObject({ status: 403, body: lacks });
  });

  it('hides projects', async () => {
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(create, { project_id }, { name: 'main' }),
    );
    expect(alike([answer])).toMatchObject({ status: 403, body: noProject });
  });
});
