import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { alike, heardByAnOutsider, newProject, onEveryStore, unknownId } from '../scene.ts';
import { invalidParam, newGroup, noProject, treeOf } from './groups.ts';

const swap = proven('CodeArtsBuild v3', 'SwitchedPacket');

const noGroup = (field: string) =>
  `\\[${field}\\] there is no such build task group in the project`;

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('exchanges two places through the %s', async (way) => {
    const project_id = await newProject(scene);
    const [a, b, c] = [
      await newGroup(scene.core, project_id, 'a'),
      await newGroup(scene.core, project_id, 'b'),
      await newGroup(scene.core, project_id, 'c'),
    ];
    const ids = { source_group_id: a, target_group_id: c };
    const answer = await scene[way].send(swap, { project_id, ...ids });
    expect(answer.body).toEqual({ result: null, error: null, status: 'success' });
    expect(await treeOf(scene.core, project_id)).toMatchObject([
      { id: a, ordinal: 2, update_user: scene.world.userName },
      { id: b, ordinal: 1, update_user: null },
      { id: c, ordinal: 0, update_user: scene.world.userName },
    ]);
  });

  it('changes nothing where a group is swapped with itself', async () => {
    const project_id = await newProject(scene);
    const id = await newGroup(scene.core, project_id, 'a');
    const before = await treeOf(scene.core, project_id);
    const ids = { source_group_id: id, target_group_id: id.toUpperCase() };
    expect((await scene.core.send(swap, { project_id, ...ids })).status).toBe(200);
    expect(await treeOf(scene.core, project_id)).toEqual(before);
  });

  it('refuses, and leaves the order as it was', async () => {
    const project_id = await newProject(scene);
    const a = await newGroup(scene.core, project_id, 'a');
    const b = await newGroup(scene.core, project_id, 'b');
    const below = await newGroup(scene.core, project_id, 'below', a);
    const elsewhere = await newGroup(scene.core, await newProject(scene), 'a');
    const before = await treeOf(scene.core, project_id);
    const badId = (field: string) => `\\[${field}\\] (is required and )?must be the 32 letters`;
    for (const [source_group_id, target_group_id, reason] of [
      [undefined, b, badId('source_group_id')],
      [a, undefined, badId('target_group_id')],
      [a, 'b', badId('target_group_id')],
      [unknownId, b, noGroup('source_group_id')],
      [a, unknownId, noGroup('target_group_id')],
      [a, elsewhere, noGroup('target_group_id')],
      [b, below, '\\[target_group_id\\] must be a build task group under the same parent'],
    ]) {
      const ids = {
        ...(source_group_id === undefined ? {} : { source_group_id }),
        ...(target_group_id === undefined ? {} : { target_group_id }),
      };
      const answer = await scene.core.send(swap, { project_id, ...ids });
      expect(answer).toMatchObject({ status: 400, body: invalidParam(reason ?? '') });
    }
    expect(await treeOf(scene.core, project_id)).toEqual(before);
    const answers = await Promise.all(
      [unknownId, elsewhere].map((id) =>
        scene.core.send(swap, { project_id, source_group_id: a, target_group_id: id }),
      ),
    );
    expect(alike(answers)).toMatchObject({ status: 400 });
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const ids = { source_group_id: unknownId, target_group_id: unknownId };
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(swap, { project_id, ...ids }),
    );
    expect(answer).toMatchObject({ status: 403, body: invalidParam(noProject) });
  });
});
