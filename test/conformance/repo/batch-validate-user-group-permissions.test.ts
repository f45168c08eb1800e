import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { makeMember } from '../atelier/group-members.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { badValue, enterProject, newGroup, notAllowed } from './groups.ts';

const validate = proven('CodeArtsRepo v4', 'BatchValidateUserGroupPermissions');

const may = (id: number, visibility: string | null, create: boolean, set: boolean) => ({
  can_create_group: create,
  can_craete_project: create,
  can_set_group: set,
  group_id: id,
  group_visibility: visibility,
});
const nothing = (id: number) => may(id, null, false, false);

onEveryStore((scene) => {
  it('tells of several groups at once what the caller may do there', async () => {
    const project_id = await newProject(scene);
    const open = await newGroup(scene.core, project_id, { name: 'open' });
    const closed = await newGroup(scene.core, project_id, { name: 'a', visibility: 'private' });
    const mine = await newGroup(scene.core, project_id, { name: 'b', parent_id: closed });
    const other = await newGroup(scene.core, await newProject(scene), { name: 'other' });
    const unknown = 2_147_483_647;
    const viewer = await enterProject(scene, 'viewer', 8, project_id);
    const developer = await enterProject(scene, 'developer', 4, project_id);
    await makeMember(scene.core, mine, viewer, 3);
    const all = [mine, unknown, open, closed, other, open].map((id) => ({ group_id: String(id) }));
    expect((await viewer.core.send(validate, {}, all)).body).toEqual([
      may(mine, 'private', true, true),
      nothing(unknown),
      may(open, 'public', false, false),
      nothing(closed),
      nothing(other),
      may(open, 'public', false, false),
    ]);
    expect((await developer.core.send(validate, {}, all)).body).toMatchObject([
      may(mine, 'private', true, false),
      nothing(unknown),
      may(open, 'public', true, false),
      may(closed, 'private', true, false),
      nothing(other),
      {},
    ]);
    expect((await scene.core.send(validate, {}, all.slice(3, 5))).body).toEqual([
      may(closed, 'private', true, true),
      may(other, 'public', true, true),
    ]);
  });

  it('takes project and name, if sent, for part of what is meant', async () => {
    const project_id = await newProject(scene);
    const id = await newGroup(scene.core, project_id, { name: 'a' });
    const group_id = String(id);
    const other = await newProject(scene);
    const answer = await scene.core.send(validate, {}, [
      { group_id, project_id: project_id.toUpperCase(), group_name: 'a' },
      { group_id, project_id: other },
      { group_id, group_name: 'b' },
    ]);
    expect(answer.body).toEqual([may(id, 'public', true, true), nothing(id), nothing(id)]);
  });

  it.each([
    ['no list', {}, '\\[body\\]'],
    ['an entry without a group', [{}], '\\[body\\[0\\]\\.group_id\\] is required'],
    [
      'a number',
      [{ group_id: '1' }, { group_id: 1 }],
      '\\[body\\[1\\]\\.group_id\\] must be the digits',
    ],
    [
      'a text that is no id',
      [{ group_id: 'x' }],
      '\\[body\\[0\\]\\.group_id\\] must be the digits',
    ],
    ['a number over int32', [{ group_id: '2147483648' }], '\\[group_id\\] must be the digits'],
    ['101 entries', Array.from({ length: 101 }, () => ({ group_id: '1' })), '\\[body\\] must be'],
  ])('refuses %s', async (_what, body, reason) => {
    const answer = await scene.hand.send(validate, {}, body);
    expect(answer).toMatchObject({ status: 400, body: badValue(reason) });
  });

  it('asks for a policy', async () => {
    const bare = await scene.enter('bare');
    const answer = await bare.core.send(validate, {}, [{ group_id: '1' }]);
    expect(answer).toMatchObject({ status: 403, body: notAllowed('User: iam::') });
  });
});
