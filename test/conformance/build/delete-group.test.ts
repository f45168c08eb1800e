import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { alike, heardByAnOutsider, newProject, onEveryStore, unknownId } from '../scene.ts';
import { invalidParam, newGroup, noProject, treeOf } from './groups.ts';

const deleteGroup = proven('CodeArtsBuild v3', 'DeleteGroup');

const badId = '\\[id\\] (is required and )?must be the 32 letters and digits';
const noGroup = '\\[id\\] there is no such build task group in the project';

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('deletes through the %s', async (way) => {
    const project_id = await newProject(scene);
    const id = await newGroup(scene.core, project_id, 'a');
    const answer = await scene[way].send(deleteGroup, { project_id, id });
    expect(answer.body).toEqual({ result: null, error: null, status: 'success' });
    expect(await treeOf(scene.core, project_id)).toEqual([]);
    const again = await scene[way].send(deleteGroup, { project_id, id });
    expect(again).toMatchObject({ status: 400, body: invalidParam(noGroup) });
  });

  it('takes everything below along and leaves everything beside', async () => {
    const project_id = await newProject(scene);
    const a = await newGroup(scene.core, project_id, 'a');
    const b = await newGroup(scene.core, project_id, 'b', a);
    await newGroup(scene.core, project_id, 'c', b);
    const beside = await newGroup(scene.core, project_id, 'beside', a);
    await scene.core.send(deleteGroup, { project_id, id: b });
    expect(await treeOf(scene.core, project_id)).toMatchObject([
      { id: a, children: [{ id: beside, children: null }] },
    ]);
    await scene.core.send(deleteGroup, { project_id, id: beside });
    expect(await treeOf(scene.core, project_id)).toMatchObject([{ id: a, children: null }]);
  });

  it('takes ids in upper case, and a body', async () => {
    const project_id = await newProject(scene);
    const id = await newGroup(scene.core, project_id, 'a');
    const where = { project_id: project_id.toUpperCase(), id: id.toUpperCase() };
    expect((await scene.hand.send(deleteGroup, where, '{}')).status).toBe(200);
  });

  it.each([
    ['no id', {}, badId],
    ['an empty id', { id: '' }, badId],
    ['a short id', { id: 'a' }, badId],
    ['a path of ids', { id: `${unknownId}.${unknownId}` }, badId],
    ['an unknown id', { id: unknownId }, noGroup],
    ['a short project id', { project_id: 'a', id: unknownId }, '\\[project_id\\] must be the 32'],
    ['an unknown project', { project_id: unknownId, id: 'a' }, noProject],
  ])('refuses %s', async (_what, values, reason) => {
    const project_id = await newProject(scene);
    await newGroup(scene.core, project_id, 'a');
    const answer = await scene.core.send(deleteGroup, { project_id, ...values });
    const status = reason === noProject ? 403 : 400;
    expect(answer).toMatchObject({ status, body: invalidParam(reason) });
    expect(await treeOf(scene.core, project_id)).toHaveLength(1);
  });

  it('tells a group of another project and an unknown one alike', async () => {
    const project_id = await newProject(scene);
    const elsewhere = await newGroup(scene.core, await newProject(scene), 'a');
    const answers = await Promise.all(
      [unknownId, elsewhere].map((id) => scene.core.send(deleteGroup, { project_id, id })),
    );
    expect(alike(answers)).toMatchObject({ status: 400, body: invalidParam(noGroup) });
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(deleteGroup, { project_id, id: unknownId }),
    );
    expect(answer).toMatchObject({ status: 403, body: invalidParam(noProject) });
  });

  it('lets a developer delete what another made, and not a viewer', async () => {
    const { projectId: project_id } = scene.world;
    const id = await newGroup(scene.core, project_id, 'to go');
    const viewer = await scene.enter('viewer', { role: 8 });
    const answer = await viewer.core.send(deleteGroup, { project_id, id: 'x' });
    const lacks = invalidParam('User: .* because the role Viewer lacks the permission');
    expect(answer).toMatchObject({ status: 403, body: lacks });
    const developer = await scene.enter('developer', { role: 4 });
    expect((await developer.core.send(deleteGroup, { project_id, id })).status).toBe(200);
  });
});
