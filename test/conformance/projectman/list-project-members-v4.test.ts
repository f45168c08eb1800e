import { expect, it } from 'vitest';
import { setUserEnabled } from '../../../src/domain/access/index.ts';
import { ask, proven, signed } from '../../clients.ts';
import { heardByAnOutsider, newProject, onEveryStore } from '../scene.ts';
import { badProject, denied, noProject, paramError } from './answers.ts';

const listMembers = proven('ProjectMan v4', 'ListProjectMembersV4');

onEveryStore((scene) => {
  it('lists members in the order in which they came', async () => {
    const project_id = await newProject(scene);
    const { world } = scene;
    scene.now += 1000;
    const { person } = await scene.enter('viewer', { role: 8, in: project_id });
    const { store } = world.server.data;
    await store.write((records) =>
      setUserEnabled(records, world.operator, person.user, false, scene.now),
    );
    const common = {
      domain_id: world.domainId,
      domain_name: world.domainName,
      user_type: 'User',
    };
    for (const client of [scene.core, scene.token]) {
      const answer = await client.send(listMembers, { project_id });
      expect(answer.body).toEqual({
        members: [
          {
            ...common,
            user_id: expect.stringMatching(/^[0-9a-f]{32}$/),
            user_name: world.userName,
            user_num_id: expect.any(Number),
            role_id: -1,
            role_name: 'Project creator',
            nick_name: world.userName,
            forbidden: 0,
          },
          {
            ...common,
            user_id: person.user.id,
            user_name: 'viewer',
            user_num_id: person.user.number,
            role_id: 8,
            role_name: 'Viewer',
            nick_name: 'viewer',
            forbidden: 1,
          },
        ],
        total: 2,
      });
    }
  });

  it('pages', async () => {
    const project_id = await newProject(scene);
    await scene.enter('second', { role: 4, in: project_id });
    for (const [query, count] of [
      [{ limit: 1 }, 1],
      [{ offset: 1, limit: 1 }, 1],
      [{ offset: 2 }, 0],
      [{ limit: 100 }, 2],
    ] as const) {
      const answer = await scene.core.send(listMembers, { project_id, ...query });
      const { members, total } = answer.body as { members: object[]; total: number };
      expect([members.length, total]).toEqual([count, 2]);
    }
  });

  it.each([
    [{ offset: -1 }, '\\[offset\\] must be an integer from 0 to 10000'],
    [{ limit: 0 }, '\\[limit\\] must be an integer from 1 to 100'],
    [{ limit: 101 }, '\\[limit\\] must be an integer from 1 to 100'],
  ])('refuses %j', async (query, reason) => {
    const { projectId: project_id } = scene.world;
    const answer = await scene.core.send(listMembers, { project_id, ...query });
    expect(answer).toMatchObject(paramError(reason));
  });

  it('refuses a malformed id', async () => {
    expect(await scene.core.send(listMembers, { project_id: 'x' })).toMatchObject(badProject);
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(listMembers, { project_id }),
    );
    expect(answer).toMatchObject(noProject);
  });

  it('is answered but where the host is one of CodeArts Repo', async () => {
    const { projectId, endpoint } = scene.world;
    const own = new URL(endpoint).host;
    for (const [host, status] of [
      [own, 200],
      ['projectman-ext.cn-north-4.myhuaweicloud.com', 200],
      ['codehub-ext.cn-north-4.myhuaweicloud.com', 404],
      ['codeartsrepo-ext.cn-north-4.myhuaweicloud.com', 404],
      ['repo.example.com', 404],
      ['repository.example.com', 200],
    ] as const) {
      const request = {
        method: 'GET',
        target: `/v4/projects/${projectId}/members`,
        headers: { Host: host },
      };
      const headers = signed(scene.world, request);
      const answer = await ask(scene.world, { ...request, headers }, listMembers);
      expect([host, answer.status]).toEqual([host, status]);
    }
  });

  it('obeys a policy that denies it', async () => {
    const { projectId: project_id } = scene.world;
    const { core, person } = await scene.enter('denied', { role: 4 });
    await scene.world.allow(person, 'Deny', 'codeartsreq:member:list');
    const answer = await core.send(listMembers, { project_id });
    expect(answer).toMatchObject(denied('codeartsreq:member:list'));
  });
});
