import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { enterProject, newGroup } from '../repo/groups.ts';
import { alike, newProject, onEveryStore } from '../scene.ts';
import { makeMember, noSuchGroup, refused } from './group-members.ts';

const move = proven('Atelier v1', 'MoveRepositoryGroup');
const showGroup = operationOf('CodeArtsRepo v4', 'ShowGroup');

onEveryStore((scene) => {
  it('hangs a group with all below it under another parent, and back to the top', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'a' });
    const below = await newGroup(scene.core, project_id, { name: 'b', parent_id: group_id });
    const parent_id = await newGroup(scene.core, project_id, { name: 'c' });
    const shown = async (id: number) =>
      (await scene.core.send(showGroup, { project_id, group_id: id })).body;
    const moved = await scene.core.send(move, { group_id }, { parent_id });
    const same = { id: group_id, name: 'a', description: '', visibility: 'public' };
    expect(moved.body).toEqual({ ...same, path: 'c/a', parent_id, made_private: 0 });
    const ancestor_ids = [parent_id, group_id, below];
    expect(await shown(below)).toMatchObject({ ancestor_ids, ancestor_names: ['c', 'a', 'b'] });
    expect(await shown(parent_id)).toMatchObject({ subgroup_count: 1 });

    const back = await scene.token.send(move, { group_id }, { parent_id: 0 });
    expect(back.body).toEqual({ ...same, path: 'a', parent_id: null, made_private: 0 });
    expect(await shown(below)).toMatchObject({ ancestor_names: ['a', 'b'] });
    expect(await shown(parent_id)).toMatchObject({ subgroup_count: 0 });
  });

  it('refuses cycles, depth, taken names and paths that are too long', async () => {
    const project_id = await newProject(scene);
    const make = (name: string, parent_id?: number) =>
      newGroup(scene.core, project_id, { name, ...(parent_id ? { parent_id } : {}) });
    const group_id = await make('a');
    const below = await make('b', group_id);
    const to = (parent_id: number) => scene.core.send(move, { group_id }, { parent_id });
    for (const parent of [group_id, below]) {
      expect(await to(parent)).toMatchObject(refused(400, '\\[parent_id\\] must not be the repos'));
    }
    let deep = await make('d');
    for (let level = 2; level <= 4; level += 1) deep = await make('d', deep);
    expect(await to(deep)).toMatchObject(
      refused(400, '\\[parent_id\\] must be less than 4 levels deep'),
    );
    const other = await make('x'.repeat(253));
    expect(await to(other)).toMatchObject(refused(400, '\\[name\\] must be shorter'));
    const taken = await make('c');
    await make('A', taken);
    expect(await to(taken)).toMatchObject(refused(409, '\\[name\\].* named a exists'));
    for (const parent_id of [-1, 1.5, '1', undefined]) {
      const answer = await scene.core.send(move, { group_id }, { parent_id });
      expect(answer).toMatchObject(refused(400, '\\[parent_id\\]'));
    }
  });

  it('goes under a private parent only as a private group', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'a' });
    await newGroup(scene.core, project_id, { name: 'b', parent_id: group_id });
    const closed = { name: 'c', visibility: 'private' };
    const parent_id = await newGroup(scene.core, project_id, closed);
    const open = await scene.core.send(move, { group_id }, { parent_id });
    expect(open).toMatchObject(refused(400, '\\[visibility\\] must be private'));
    const meant = { parent_id, visibility: 'private' };
    const moved = await scene.core.send(move, { group_id }, meant);
    expect(moved.body).toMatchObject({ path: 'c/a', visibility: 'private', made_private: 1 });
  });

  it('asks for the right on both ends', async () => {
    const project_id = await newProject(scene);
    const owner = await enterProject(scene, 'owner', 4, project_id);
    const tester = await enterProject(scene, 'tester', 6, project_id);
    const parent_id = await newGroup(owner.core, project_id, { name: 'c' });
    const group_id = await newGroup(owner.core, project_id, { name: 'a', parent_id });
    const target = await newGroup(scene.core, project_id, { name: 'b' });
    const by = ({ core }: typeof owner, parent_id: number) =>
      core.send(move, { group_id }, { parent_id });
    await makeMember(scene.core, target, tester, 13);
    expect(await by(tester, target)).toMatchObject(
      refused(403, 'lacks the permission repository-group.move'),
    );
    await makeMember(scene.core, group_id, tester, 13);
    expect(await by(tester, 0)).toMatchObject(
      refused(403, 'lacks the permission repository-group.create'),
    );
    expect((await by(tester, target)).status).toBe(200);
    expect((await by(owner, 0)).status).toBe(200);
  });

  it('finds neither groups that are hidden nor those of other projects', async () => {
    const project_id = await newProject(scene);
    const elsewhere = await newGroup(scene.core, await newProject(scene), { name: 'a' });
    const hidden = { name: 'a', visibility: 'private' };
    const closed = await newGroup(scene.core, project_id, hidden);
    const viewer = await enterProject(scene, 'viewer', 8, project_id);
    const group_id = await newGroup(scene.core, project_id, { name: 'b' });
    await makeMember(scene.core, group_id, viewer, 13);
    const to = (parent_id: number) => viewer.core.send(move, { group_id }, { parent_id });
    const answers = [await to(closed), await to(elsewhere), await to(2_147_483_647)];
    const notThere = refused(404, '\\[parent_id\\] there is no such repository group');
    expect(alike(answers)).toMatchObject(notThere);
    const unseen = await viewer.core.send(move, { group_id: closed }, { parent_id: 0 });
    expect(unseen).toMatchObject(noSuchGroup);
  });
});
