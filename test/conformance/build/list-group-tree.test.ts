import { expect, it } from 'vitest';
import { ask, proven, signed } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { heardByAnOutsider, newProject, onEveryStore } from '../scene.ts';
import { badProject, invalidParam, newGroup, noProject, treeOf } from './groups.ts';

const listGroupTree = proven('CodeArtsBuild v3', 'ListGroupTree');
const deleteGroup = operationOf('CodeArtsBuild v3', 'DeleteGroup');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('answers an empty tree through the %s', async (way) => {
    const project_id = await newProject(scene);
    const answer = await scene[way].send(listGroupTree, { project_id });
    expect(answer.body).toEqual({ result: [], error: null, status: 'success' });
  });

  it('nests groups, newest first among siblings, null on a leaf', async () => {
    const project_id = await newProject(scene);
    const { world, core } = scene;
    const a = await newGroup(core, project_id, 'a');
    const b = await newGroup(core, project_id, 'b');
    const c = await newGroup(core, project_id, 'c', a);
    const d = await newGroup(core, project_id, 'd', a);
    const e = await newGroup(core, project_id, 'e', c);
    const group = (id: string, name: string, ordinal: number, path: string[]) => ({
      id,
      name,
      ordinal,
      domain_id: world.domainId,
      project_id,
      parent_id: path.at(-1) ?? null,
      path_id: [...path, id].join('.'),
      create_user: world.userName,
      create_time: '2026-01-02T11:04:05+0800',
      update_user: null,
      update_time: null,
      children: null,
    });
    const expected = [
      group(b, 'b', 1, []),
      {
        ...group(a, 'a', 0, []),
        children: [
          group(d, 'd', 1, [a]),
          { ...group(c, 'c', 0, [a]), children: [group(e, 'e', 0, [a, c])] },
        ],
      },
    ];
    for (const client of [core, scene.token]) {
      const answer = await client.send(listGroupTree, { project_id });
      expect(answer.body).toEqual({ result: expected, error: null, status: 'success' });
    }
  });

  it('shows the groups of one project alone, and no deleted ones', async () => {
    const project_id = await newProject(scene);
    await newGroup(scene.core, await newProject(scene), 'elsewhere');
    const gone = await newGroup(scene.core, project_id, 'gone');
    await newGroup(scene.core, project_id, 'under it', gone);
    await newGroup(scene.core, project_id, 'here');
    await scene.core.send(deleteGroup, { project_id, id: gone });
    expect(await treeOf(scene.core, project_id)).toMatchObject([{ name: 'here', ordinal: 1 }]);
  });

  it.each([
    ['JSON content type and no body', undefined],
    ['an empty object as body', '{}'],
    ['a body that is no JSON', 'x'],
  ])('answers a GET with %s', async (_what, body) => {
    const project_id = await newProject(scene);
    for (const client of [scene.hand, scene.token]) {
      expect((await client.send(listGroupTree, { project_id }, body)).status).toBe(200);
    }
  });

  it('ignores query parameters, and takes the id in upper case', async () => {
    const project_id = await newProject(scene);
    await newGroup(scene.core, project_id, 'a');
    const target = `/v1/job/${project_id.toUpperCase()}/group/tree?id=1&id=2&unknown`;
    const request = { method: 'GET', target: target.replace('unknown', 'unknown=') };
    const headers = signed(scene.world, request);
    const answer = await ask(scene.world, { method: 'GET', target, headers }, listGroupTree);
    expect(answer.body).toMatchObject({ result: [{ project_id }] });
  });

  it.each(['core', 'token'] as const)('refuses a malformed id through the %s', async (way) => {
    const answer = await scene[way].send(listGroupTree, { project_id: 'b4d3971c' });
    expect(answer).toMatchObject({ status: 400, body: invalidParam(badProject) });
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(listGroupTree, { project_id }),
    );
    expect(answer).toMatchObject({ status: 403, body: invalidParam(noProject) });
  });

  it('shows the tree to a viewer and not to a tester', async () => {
    const { projectId: project_id } = scene.world;
    const viewer = await scene.enter('viewer', { role: 8 });
    expect((await viewer.core.send(listGroupTree, { project_id })).status).toBe(200);
    const tester = await scene.enter('tester', { role: 6 });
    const answer = await tester.core.send(listGroupTree, { project_id });
    const lacks = invalidParam('User: .* because the role Tester lacks the permission');
    expect(answer).toMatchObject({ status: 403, body: lacks });
  });
});

/** Minutes from UTC -> the form of the beginning in that zone. */
const zones = [
  [0, '2026-01-02T03:04:05+0000'],
  [-210, '2026-01-01T23:34:05-0330'],
] as const;
for (const [buildTimeZone, time] of zones) {
  onEveryStore(
    (scene) => {
      it(`writes times as ${time}`, async () => {
        const project_id = await newProject(scene);
        await newGroup(scene.token, project_id, 'a');
        const [group] = await treeOf(scene.token, project_id);
        expect(group).toMatchObject({ create_time: time });
      });
    },
    { buildTimeZone },
  );
}
