import { expect, it } from 'vitest';
import { findByNamePath } from '../../../src/domain/tree/index.ts';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { enterProject, newGroup } from '../repo/groups.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { makeMember, noSuchGroup, refused } from './group-members.ts';

const update = proven('Atelier v1', 'UpdateRepositoryGroup');
const showGroup = operationOf('CodeArtsRepo v4', 'ShowGroup');

onEveryStore((scene) => {
  it('renames a group with all that is below it, and former addresses lead on', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'a', description: 'x' });
    const below = await newGroup(scene.core, project_id, { name: 'b', parent_id: group_id });
    for (const [client, name] of [
      [scene.core, 'c'],
      [scene.token, 'd'],
    ] as const) {
      const answer = await client.send(update, { group_id }, { name });
      expect(answer.body).toEqual({
        id: group_id,
        name,
        path: name,
        parent_id: null,
        description: 'x',
        visibility: 'public',
        made_private: 0,
      });
    }
    const shown = await scene.core.send(showGroup, { project_id, group_id: below });
    expect(shown.body).toMatchObject({ ancestor_names: ['d', 'b'] });

    const { domainId } = scene.world;
    const led = (...names: string[]) =>
      scene.world.server.data.store.read(async (records) =>
        Number((await findByNamePath(records, domainId, project_id, names))?.id),
      );
    expect([await led('d', 'b'), await led('C', 'b'), await led('a', 'B')]).toEqual(
      Array(3).fill(below),
    );
    const taker = await newGroup(scene.core, project_id, { name: 'a' });
    expect([await led('a'), await led('a', 'b'), await led('c')]).toEqual([taker, NaN, group_id]);
  });

  it('makes everything below private, says how much that was, and not public again', async () => {
    const project_id = await newProject(scene);
    const make = (name: string, body: object) =>
      newGroup(scene.core, project_id, { name, ...body });
    const group_id = await make('a', {});
    const middle = await make('b', { parent_id: group_id });
    const low = await make('c', { parent_id: middle });
    await make('d', { parent_id: group_id, visibility: 'private' });
    const visibility = async (id: number) => {
      const { body } = await scene.core.send(showGroup, { project_id, group_id: id });
      return (body as { visibility: string }).visibility;
    };
    const lowered = await scene.core.send(update, { group_id }, { visibility: 'private' });
    expect(lowered.body).toMatchObject({ visibility: 'private', made_private: 2 });
    expect([await visibility(middle), await visibility(low)]).toEqual(['private', 'private']);
    const early = await scene.core.send(update, { group_id: low }, { visibility: 'public' });
    expect(early).toMatchObject(
      refused(400, '\\[visibility\\] must be private: everything under a private'),
    );
    const raised = await scene.core.send(update, { group_id }, { visibility: 'public' });
    expect(raised.body).toMatchObject({ visibility: 'public', made_private: 0 });
    expect(await visibility(middle)).toBe('private');
  });

  it('changes what is given and nothing else', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'a', visibility: 'private' });
    const described = await scene.core.send(update, { group_id }, { description: 'y', name: null });
    const same = { name: 'a', description: 'y', visibility: 'private' };
    expect(described.body).toMatchObject(same);
    const emptied = await scene.core.send(update, { group_id }, { description: '' });
    expect(emptied.body).toMatchObject({ ...same, description: '' });
    const nothing = await scene.core.send(update, { group_id }, {});
    expect(nothing).toMatchObject(refused(400, '\\[name\\] is required where there is neither'));
  });

  it('keeps to the rules of names', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'a' });
    await newGroup(scene.core, project_id, { name: 'b' });
    const long = await newGroup(scene.core, project_id, {
      name: 'x'.repeat(250),
      parent_id: group_id,
    });
    const named = (name: string) => scene.core.send(update, { group_id }, { name });
    expect(await named('B')).toMatchObject(refused(409, '\\[name\\].* named B exists'));
    expect(await named('.a')).toMatchObject(refused(400, '\\[name\\] must be 1 to 256 letters'));
    expect(await named('abcdef')).toMatchObject(refused(400, '256 characters and would have 257'));
    expect((await named('A')).body).toMatchObject({ name: 'A', path: 'A' });
    const { body } = await scene.core.send(showGroup, { project_id, group_id: long });
    expect(body).toMatchObject({ ancestor_names: ['A', 'x'.repeat(250)] });
  });

  it('lets owners and administrators rename, managers only describe, others nothing', async () => {
    const project_id = await newProject(scene);
    const owner = await enterProject(scene, 'owner', 4, project_id);
    const manager = await enterProject(scene, 'manager', 3, project_id);
    const administrator = await enterProject(scene, 'administrator', 13, project_id);
    const developer = await enterProject(scene, 'developer', 4, project_id);
    const group_id = await newGroup(owner.core, project_id, { name: 'a' });
    const lacks = (point: string) => refused(403, `lacks the permission ${point}`);
    const rename = { name: 'b' };
    for (const { core } of [owner, administrator]) {
      expect((await core.send(update, { group_id }, rename)).status).toBe(200);
    }
    const renamed = await manager.core.send(update, { group_id }, rename);
    expect(renamed).toMatchObject(lacks('repository-group.move'));
    const describe = { description: 'x' };
    expect((await manager.core.send(update, { group_id }, describe)).status).toBe(200);
    const described = await developer.core.send(update, { group_id }, describe);
    expect(described).toMatchObject(lacks('repository-group.settings'));
    await makeMember(owner.core, group_id, developer, 13);
    expect((await developer.core.send(update, { group_id }, rename)).status).toBe(200);
  });

  it('knows nothing of a group that is hidden', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'a', visibility: 'private' });
    const viewer = await enterProject(scene, 'viewer', 8, project_id);
    for (const id of [group_id, 2_147_483_647]) {
      const answer = await viewer.core.send(update, { group_id: id }, { name: 'b' });
      expect(answer).toMatchObject(noSuchGroup);
    }
  });
});
