import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { alike, heardByAnOutsider, newProject, onEveryStore, unknownId } from '../scene.ts';
import { invalidParam, newGroup, noProject, treeOf } from './groups.ts';

const update = proven('CodeArtsBuild v3', 'UpdateJobGroup');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('renames through the %s', async (way) => {
    const project_id = await newProject(scene);
    const id = await newGroup(scene.core, project_id, 'a');
    scene.now += 60_000;
    const answer = await scene[way].send(update, { project_id }, { id, name: '1234' });
    expect(answer.body).toMatchObject({
      result: [{ id, group_id: id, name: '1234', parent_id: null, path_id: id, ordinal: '0' }],
      error: null,
      status: 'success',
    });
    const [{ create_time, update_time, update_user }] = (
      answer.body as { result: [{ create_time: string; update_time: string; update_user: string }] }
    ).result;
    expect(update_user).toBe(scene.world.userName);
    expect(Date.parse(update_time) - Date.parse(create_time)).toBe(60_000);
    expect(await treeOf(scene.core, project_id)).toMatchObject([
      { id, name: '1234', update_time, update_user },
    ]);
  });

  it('moves a group with all below it, to the first place there', async () => {
    const project_id = await newProject(scene);
    const a = await newGroup(scene.core, project_id, 'a');
    const b = await newGroup(scene.core, project_id, 'b', a);
    const to = await newGroup(scene.core, project_id, 'to');
    const first = await newGroup(scene.core, project_id, 'first', to);
    const answer = await scene.core.send(update, { project_id }, { id: a, parent_id: to });
    expect(answer.body).toMatchObject({
      result: [{ id: a, name: 'a', parent_id: to, path_id: `${to}.${a}`, ordinal: '1' }],
    });
    expect(await treeOf(scene.core, project_id)).toMatchObject([
      {
        id: to,
        children: [
          { id: a, children: [{ id: b, parent_id: a, path_id: `${to}.${a}.${b}` }] },
          { id: first },
        ],
      },
    ]);
    // An empty parent means the top, an absent one none other than before.
    const up = await scene.core.send(update, { project_id }, { id: b, parent_id: '', name: 'up' });
    expect(up.body).toMatchObject({ result: [{ name: 'up', parent_id: null, path_id: b }] });
    const renamed = await scene.core.send(
      update,
      { project_id },
      { id: a.toUpperCase(), name: 'c', parent_id: null },
    );
    expect(renamed.body).toMatchObject({ result: [{ name: 'c', parent_id: to }] });
  });

  it('reads group_id where there is no id, and ignores the project of the body', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, 'a');
    const body = { group_id, name: 'b', project_id: unknownId };
    const answer = await scene.core.send(update, { project_id }, body);
    expect(answer.body).toMatchObject({ result: [{ id: group_id, name: 'b', project_id }] });
  });

  it('refuses, and leaves the tree as it was', async () => {
    const project_id = await newProject(scene);
    const a = await newGroup(scene.core, project_id, 'a');
    const b = await newGroup(scene.core, project_id, 'b', a);
    const c = await newGroup(scene.core, project_id, 'c', b);
    await newGroup(scene.core, project_id, 'same', a);
    const top = await newGroup(scene.core, project_id, 'same');
    const elsewhere = await newGroup(scene.core, await newProject(scene), 'a');
    const before = await treeOf(scene.core, project_id);
    const noGroup = (field: string) => `\\[${field}\\] there is no such build task group`;
    for (const [body, reason] of [
      [undefined, '\\[body\\] is required'],
      ['{', '\\[body\\] must be JSON'],
      [{}, '\\[id\\] is required'],
      [{ name: 'x' }, '\\[id\\] is required'],
      [{ id: 'a', name: 'x' }, '\\[id\\] must be the 32 letters'],
      [{ id: 1, name: 'x' }, '\\[id\\] must be the 32 letters'],
      [{ id: a, name: 1 }, '\\[name\\] must be 1 to 128'],
      [{ id: a, name: '' }, '\\[name\\] must be 1 to 128'],
      [{ id: a, name: 'a/b' }, '\\[name\\] must be 1 to 128'],
      [{ id: a, parent_id: 'a' }, '\\[parent_id\\] must be the 32 letters'],
      [{ id: unknownId, name: 'x' }, noGroup('id')],
      [{ id: elsewhere, name: 'x' }, noGroup('id')],
      [{ id: a, parent_id: unknownId }, noGroup('parent_id')],
      [{ id: a, parent_id: elsewhere }, noGroup('parent_id')],
      [{ id: a, parent_id: a }, '\\[parent_id\\] must not be the build task group itself'],
      [{ id: a, parent_id: c }, '\\[parent_id\\] must not be the build task group itself'],
      [{ id: b, parent_id: top, name: 'x'.repeat(129) }, '\\[name\\] must be 1 to 128'],
      [{ id: a, parent_id: top }, '\\[parent_id\\] must be less than 1 levels deep'],
      [{ id: a, name: 'same' }, '\\[name\\] a build task group named same exists'],
      [{ id: top, parent_id: a }, '\\[name\\] a build task group named same exists'],
    ] as const) {
      const answer = await scene.hand.send(
        update,
        { project_id },
        typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
      );
      expect(answer, JSON.stringify(body)).toMatchObject({
        status: 400,
        body: invalidParam(reason),
      });
    }
    const answer = await scene.core.send(update, { project_id }, { id: unknownId, name: 'x' });
    expect(answer).toMatchObject({ status: 400, body: invalidParam(noGroup('id')) });
    expect(await treeOf(scene.core, project_id)).toEqual(before);
    const answers = await Promise.all(
      [unknownId, elsewhere].map((id) =>
        scene.core.send(update, { project_id }, { id, name: 'x' }),
      ),
    );
    expect(alike(answers)).toMatchObject({ status: 400 });
  });

  it('lets one of many renames to the same name through', async () => {
    const project_id = await newProject(scene);
    const ids = await Promise.all(
      Array.from({ length: 8 }, (_, i) => newGroup(scene.core, project_id, `group ${i}`)),
    );
    const answers = await Promise.all(
      ids.map((id) => scene.core.send(update, { project_id }, { id, name: 'wanted' })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const names = (await treeOf(scene.core, project_id)).map(({ name }) => name);
    expect(names.filter((name) => name === 'wanted')).toHaveLength(1);
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(update, { project_id }, { id: unknownId, name: 'x' }),
    );
    expect(answer).toMatchObject({ status: 403, body: invalidParam(noProject) });
  });
});
