import { describe, expect, it } from 'vitest';
import { defaultTreeLimits } from '../../../src/domain/tree/index.ts';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { alike, heardByAnOutsider, newProject, onEveryStore, unknownId } from '../scene.ts';
import {
  badProject,
  badValue,
  enterProject,
  newGroup,
  noGroup,
  noProject,
  notAllowed,
} from './groups.ts';

const createGroup = proven('CodeArtsRepo v4', 'CreateGroup');
const deleteGroup = operationOf('CodeArtsRepo v4', 'DeleteGroup');
const listTop = operationOf('CodeArtsRepo v4', 'ListProjectSubgroupsAndRepositories');

const badName = '\\[name\\] must be 1 to 256 letters, digits, - _ or \\. starting with a letter';
const badParent = '\\[parent_id\\] must be an integer from 1 to 2147483647';
const badVisibility = '\\[visibility\\] must be one of public, private';
const unknownGroup = 2_147_483_647;

onEveryStore((scene) => {
  describe.each(['core', 'token'] as const)('through the %s', (way) => {
    it('creates a group at the top and one under it', async () => {
      const project_id = await newProject(scene);
      const body = { name: 'TG2', description: '', visibility: 'private' };
      const top = await scene[way].send(createGroup, { project_id }, body);
      const id = expect.any(Number);
      expect(top.body).toEqual({ ...body, id, full_name: `${project_id} / TG2` });
      const parent_id = (top.body as { id: number }).id;
      const under = await scene[way].send(createGroup, { project_id }, { name: 'g', parent_id });
      const full_name = `${project_id} / TG2 / g`;
      const expected = { name: 'g', description: '', visibility: 'private', id, full_name };
      expect(under.body).toEqual(expected);
      expect((under.body as { id: number }).id).toBeGreaterThan(parent_id);
    });

    it('refuses a name that is too long', async () => {
      const project_id = await newProject(scene);
      const body = { name: 'n'.repeat(257) };
      const answer = await scene[way].send(createGroup, { project_id }, body);
      expect(answer).toMatchObject({ status: 400, body: badValue(badName) });
    });
  });

  it('numbers the groups of all projects from one sequence', async () => {
    const first = await newGroup(scene.core, await newProject(scene), { name: 'a' });
    const second = await newGroup(scene.core, await newProject(scene), { name: 'a' });
    expect(second).toBe(first + 1);
  });

  it.each(['a', '_a', '9', 'A-b_c.d', 'a.gitt', 'git', 'n'.repeat(256)])(
    'accepts the name %s',
    async (name) => {
      const project_id = await newProject(scene);
      const answer = await scene.core.send(createGroup, { project_id }, { name });
      expect(answer.body).toMatchObject({ name, full_name: `${project_id} / ${name}` });
    },
  );

  it.each([
    ['absent', {}],
    ['null', { description: null, visibility: null, parent_id: null }],
  ])('takes the defaults where a field is %s', async (_what, fields) => {
    const project_id = await newProject(scene);
    const answer = await scene.core.send(createGroup, { project_id }, { name: 'a', ...fields });
    const defaults = { description: '', visibility: 'public', full_name: `${project_id} / a` };
    expect(answer.body).toMatchObject(defaults);
  });

  it('keeps a description as it is, up to 2000 characters', async () => {
    const project_id = await newProject(scene);
    const description = ' «äöü»\n分组 🙂 '.padEnd(2000, 'd');
    const answer = await scene.core.send(createGroup, { project_id }, { name: 'a', description });
    expect(answer.body).toMatchObject({ description });
  });

  it.each([
    ['public', undefined, 'public'],
    ['public', 'public', 'public'],
    ['public', 'private', 'private'],
    ['private', undefined, 'private'],
    ['private', 'private', 'private'],
  ])('under a %s group makes one asked for as %s %s', async (above, asked, visibility) => {
    const project_id = await newProject(scene);
    const parent_id = await newGroup(scene.core, project_id, { name: 'a', visibility: above });
    const body = { name: 'b', parent_id, ...(asked ? { visibility: asked } : {}) };
    const answer = await scene.core.send(createGroup, { project_id }, body);
    expect(answer.body).toMatchObject({ visibility });
  });

  it('refuses a public group under a private one, and says why', async () => {
    const project_id = await newProject(scene);
    const parent_id = await newGroup(scene.core, project_id, { name: 'a', visibility: 'private' });
    const body = { name: 'b', parent_id, visibility: 'public' };
    const answer = await scene.core.send(createGroup, { project_id }, body);
    const why = badValue('\\[visibility\\] must be private: everything under a private');
    expect(answer).toMatchObject({ status: 400, body: why });
  });

  it('takes the project id in upper case and ignores unknown fields', async () => {
    const project_id = await newProject(scene);
    const body = { name: 'a', id: 7, full_name: 'x', project_id: unknownId };
    const answer = await scene.core.send(
      createGroup,
      { project_id: project_id.toUpperCase() },
      body,
    );
    expect(answer.body).toMatchObject({ full_name: `${project_id} / a` });
  });

  it.each([
    ['nothing', undefined, '\\[body\\] is required and must be a JSON object'],
    ['null', 'null', '\\[body\\] is required'],
    ['no JSON', '{"name"', '\\[body\\] must be JSON'],
    [
      'bytes that are no UTF-8',
      Buffer.from('{"name":"\xff"}', 'latin1'),
      '\\[body\\] must be JSON',
    ],
    ['an array', '[]', '\\[body\\] must be a JSON object'],
    ['a number', '1', '\\[body\\] must be a JSON object'],
    ['no name', {}, '\\[name\\] is required and must be 1 to 256'],
    ['null as name', { name: null }, '\\[name\\] is required'],
    ['a number as name', { name: 1 }, badName],
    ['an array as name', { name: ['a'] }, badName],
    ['an empty name', { name: '' }, badName],
    ['a blank name', { name: ' ' }, badName],
    ['a blank before the name', { name: ' a' }, badName],
    ['a blank after the name', { name: 'a ' }, badName],
    ['a blank in the name', { name: 'a b' }, badName],
    ['a line feed after the name', { name: 'a\n' }, badName],
    ['a slash in the name', { name: 'a/b' }, badName],
    ['a dash first', { name: '-a' }, badName],
    ['a period first', { name: '.a' }, badName],
    ['two periods', { name: '..' }, badName],
    ['a period last', { name: 'a.' }, badName],
    ['.git last', { name: 'a.git' }, badName],
    ['.GIT last', { name: 'a.GIT' }, badName],
    ['.atom last', { name: 'a.atom' }, badName],
    ['other letters', { name: '分组' }, badName],
    ['an accent', { name: 'é' }, badName],
    ['257 characters', { name: 'n'.repeat(257) }, badName],
    ['0 as parent', { name: 'a', parent_id: 0 }, badParent],
    ['-1 as parent', { name: 'a', parent_id: -1 }, badParent],
    ['a parent over int32', { name: 'a', parent_id: 2 ** 31 }, badParent],
    ['a fraction as parent', { name: 'a', parent_id: 1.5 }, badParent],
    ['a text as parent', { name: 'a', parent_id: '1' }, badParent],
    ['a boolean as parent', { name: 'a', parent_id: true }, badParent],
    ['another visibility', { name: 'a', visibility: 'internal' }, badVisibility],
    ['a visibility in upper case', { name: 'a', visibility: 'Public' }, badVisibility],
    ['an empty visibility', { name: 'a', visibility: '' }, badVisibility],
    ['a number as visibility', { name: 'a', visibility: 20 }, badVisibility],
    ['a number as description', { name: 'a', description: 1 }, '\\[description\\] must be a text'],
    ['2001 characters', { name: 'a', description: 'd'.repeat(2001) }, '\\[description\\] must be'],
    ['a NUL', { name: 'a', description: 'a\0b' }, '\\[description\\] must be'],
  ])('refuses %s and writes nothing', async (_what, body, reason) => {
    const project_id = await newProject(scene);
    const answer = await scene.hand.send(createGroup, { project_id }, body);
    expect(answer).toMatchObject({ status: 400, body: badValue(reason) });
    const list = await scene.token.send(listTop, { project_id });
    expect(list).toMatchObject({ headers: { 'x-total': '0' }, body: [] });
  });

  it('refuses what the core makes of a missing body and of wrong types', async () => {
    const project_id = await newProject(scene);
    const nameless = await scene.core.send(createGroup, { project_id });
    expect(nameless).toMatchObject({ status: 400, body: badValue('\\[name\\] is required') });
    const wrong = await scene.core.send(createGroup, { project_id }, { name: 'a', parent_id: '1' });
    expect(wrong).toMatchObject({ status: 400, body: badValue(badParent) });
  });

  it('refuses a name that a sibling has in any letter case, and no other', async () => {
    const project_id = await newProject(scene);
    const parent_id = await newGroup(scene.core, project_id, { name: 'Same' });
    await newGroup(scene.core, project_id, { name: 'same', parent_id });
    await newGroup(scene.core, await newProject(scene), { name: 'same' });
    for (const body of [{ name: 'sAME' }, { name: 'SAME', parent_id }]) {
      const answer = await scene.core.send(createGroup, { project_id }, body);
      const taken = `\\[name\\] a repository or repository group named ${body.name} exists under the same parent`;
      expect(answer).toMatchObject({ status: 400, body: badValue(taken) });
    }
    const list = await scene.token.send(listTop, { project_id });
    expect(list.body).toMatchObject([{ name: 'Same', subgroup_count: 1 }]);
  });

  it('gives a deleted name free again, and never its number', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'a' });
    await scene.core.send(deleteGroup, { project_id, group_id });
    expect(await newGroup(scene.core, project_id, { name: 'a' })).toBeGreaterThan(group_id);
  });

  it('refuses a sixth level', async () => {
    const project_id = await newProject(scene);
    let parent = {};
    for (const name of ['1', '2', '3', '4', '5']) {
      parent = { parent_id: await newGroup(scene.core, project_id, { name, ...parent }) };
    }
    const answer = await scene.core.send(createGroup, { project_id }, { name: '6', ...parent });
    const tooDeep = badValue('\\[parent_id\\] must be less than 5 levels deep');
    expect(answer).toMatchObject({ status: 400, body: tooDeep });
  });

  it('takes names that are together 256 characters long, and not 257', async () => {
    const project_id = await newProject(scene);
    const parent_id = await newGroup(scene.core, project_id, { name: 'n'.repeat(200) });
    await newGroup(scene.core, project_id, { name: 'n'.repeat(55), parent_id });
    const body = { name: 'n'.repeat(56), parent_id };
    const answer = await scene.core.send(createGroup, { project_id }, body);
    const tooLong = badValue('\\[name\\] must be shorter: the names from the top down');
    expect(answer).toMatchObject({ status: 400, body: tooLong });
  });

  it('tells a parent of another project, a deleted one and an unknown one alike', async () => {
    const project_id = await newProject(scene);
    const elsewhere = await newGroup(scene.core, await newProject(scene), { name: 'a' });
    const deleted = await newGroup(scene.core, project_id, { name: 'a' });
    await scene.core.send(deleteGroup, { project_id, group_id: deleted });
    const answers = await Promise.all(
      [unknownGroup, elsewhere, deleted].map((parent_id) =>
        scene.core.send(createGroup, { project_id }, { name: 'a', parent_id }),
      ),
    );
    expect(alike(answers)).toMatchObject({ status: 404, body: noGroup });
  });

  it.each([
    ['core', 'too short', unknownId.slice(1)],
    ['core', 'too long', `${unknownId}0`],
    ['core', 'with a dash', `-${unknownId.slice(1)}`],
    ['core', 'left as it is in the sample code', '{project_id}'],
    ['hand', 'left as it is in the sample code', '{project_id}'],
    ['token', 'left as it is in the sample code', '{project_id}'],
  ] as const)('refuses through the %s a project id that is %s', async (way, _what, project_id) => {
    const answer = await scene[way].send(createGroup, { project_id }, { name: 'a' });
    expect(answer).toMatchObject({ status: 400, body: badValue(badProject) });
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(createGroup, { project_id }, { name: 'a' }),
    );
    expect(answer).toMatchObject({ status: 403, body: noProject });
  });

  it('lets a developer create whom a policy allows, and no viewer', async () => {
    const project_id = await newProject(scene);
    const developer = await enterProject(scene, 'developer', 4, project_id);
    await newGroup(developer.core, project_id, { name: 'theirs' });
    const viewer = await enterProject(scene, 'viewer', 8, project_id);
    const lacks = notAllowed('User: .* because the role Viewer lacks the permission');
    const refused = await viewer.core.send(createGroup, { project_id }, { name: 'a' });
    expect(refused).toMatchObject({ status: 403, body: lacks });
    const bare = await scene.enter('bare', { role: 4, in: project_id });
    const answer = await bare.core.send(createGroup, { project_id }, { name: 'a' });
    const unallowed = notAllowed('User: iam::.*:user:bare is not authorized to perform: ');
    expect(answer).toMatchObject({ status: 403, body: unallowed });
  });

  it('tells a viewer nothing about parents', async () => {
    const project_id = await newProject(scene);
    const hidden = await newGroup(scene.core, project_id, { name: 'a', visibility: 'private' });
    const { core } = await enterProject(scene, 'onlooker', 8, project_id);
    const answers = await Promise.all(
      [unknownGroup, hidden].map((parent_id) =>
        core.send(createGroup, { project_id }, { name: 'b', parent_id }),
      ),
    );
    expect(alike(answers)).toMatchObject({ status: 404, body: noGroup });
  });

  it('checks form, project, permission, body, parent and rules in this order', async () => {
    const project_id = await newProject(scene);
    const closed = await newGroup(scene.core, project_id, { name: 'a', visibility: 'private' });
    const { hand } = await enterProject(scene, 'reader', 8, project_id);
    const table = [
      [hand, 'x', '{', 400, badValue(badProject)],
      [hand, unknownId, '{', 403, noProject],
      [hand, project_id, '{', 400, badValue('\\[body\\]')],
      [hand, project_id, { name: '-' }, 403, notAllowed('User: .* because the role ')],
      [scene.hand, project_id, { name: '', visibility: 'x' }, 400, badValue(badVisibility)],
      [scene.hand, project_id, { name: '', parent_id: unknownGroup }, 404, noGroup],
      [scene.hand, project_id, { name: 'a', parent_id: unknownGroup }, 404, noGroup],
      [
        scene.hand,
        project_id,
        { name: '-', parent_id: closed, visibility: 'public' },
        400,
        badValue(badName),
      ],
    ] as const;
    for (const [client, id, body, status, expected] of table) {
      const answer = await client.send(createGroup, { project_id: id }, body);
      expect(answer).toMatchObject({ status, body: expected });
    }
  });
});

describe('limits', () => {
  onEveryStore(
    (scene) => {
      it('refuses a level too many', async () => {
        const project_id = await newProject(scene);
        const parent_id = await newGroup(scene.core, project_id, { name: 'a' });
        const answer = await scene.core.send(createGroup, { project_id }, { name: 'b', parent_id });
        const tooDeep = badValue('\\[parent_id\\] must be less than 1 levels deep');
        expect(answer).toMatchObject({ status: 400, body: tooDeep });
      });
    },
    { limits: { ...defaultTreeLimits, repositoryGroupDepth: 1 } },
  );
});
