import { describe, expect, it } from 'vitest';
import { defaultTreeLimits } from '../../../src/domain/tree/index.ts';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import {
  alike,
  buildProject,
  heardByAnOutsider,
  newProject,
  onEveryStore,
  unknownId,
} from '../scene.ts';
import { badProject, invalidParam, newGroup, noProject, treeOf } from './groups.ts';

const createJobGroup = proven('CodeArtsBuild v3', 'CreateJobGroup');
const deleteGroup = operationOf('CodeArtsBuild v3', 'DeleteGroup');

const badName = '\\[name\\] must be 1 to 128 Chinese characters, letters, digits, - _ ';
const badParent = '\\[parent_id\\] must be the 32 letters and digits';
const noParent = '\\[parent_id\\] there is no such build task group in the project';
const tooLong = 'n'.repeat(129);

onEveryStore((scene) => {
  describe.each(['core', 'token'] as const)('through the %s', (way) => {
    it('creates a group at the top and one under it', async () => {
      const project_id = await newProject(scene);
      const { world } = scene;
      const top = await scene[way].send(createJobGroup, { project_id }, { name: 'Top' });
      const id = (top.body as { result: [{ id: string }] }).result[0].id;
      const common = {
        domain_id: world.domainId,
        project_id,
        ordinal: '0',
        create_user: world.userName,
        update_user: world.userName,
        create_time: '2026-01-02T11:04:05+0800',
        update_time: '2026-01-02T11:04:05+0800',
      };
      const group = { ...common, id, name: 'Top', group_id: id, parent_id: null, path_id: id };
      expect(top.body).toEqual({ result: [group], error: null, status: 'success' });
      expect(id).toMatch(/^[0-9a-f]{32}$/);

      const body = { name: 'Under', parent_id: id };
      const under = await scene[way].send(createJobGroup, { project_id }, body);
      const own = (under.body as { result: [{ id: string }] }).result[0].id;
      const ids = { id: own, group_id: own, parent_id: id, path_id: `${id}.${own}` };
      const child = { ...common, ...ids, name: 'Under' };
      expect(under.body).toEqual({ result: [child], error: null, status: 'success' });
    });

    it('refuses a name that is too long', async () => {
      const answer = await scene[way].send(
        createJobGroup,
        { project_id: buildProject },
        { name: tooLong },
      );
      expect(answer).toMatchObject({ status: 400, body: invalidParam(badName) });
    });
  });

  it('counts ordinals up among siblings and never down', async () => {
    const project_id = await newProject(scene);
    const ordinalOf = async (body: object) => {
      const answer = await scene.core.send(createJobGroup, { project_id }, body);
      return (answer.body as { result: [{ id: string; ordinal: string }] }).result[0];
    };
    const first = await ordinalOf({ name: 'a' });
    const second = await ordinalOf({ name: 'b' });
    expect([first.ordinal, second.ordinal]).toEqual(['0', '1']);
    expect((await ordinalOf({ name: 'a', parent_id: first.id })).ordinal).toBe('0');
    await scene.core.send(deleteGroup, { project_id, id: first.id });
    expect((await ordinalOf({ name: 'c' })).ordinal).toBe('2');
  });

  it.each([
    ['a space and parentheses', '777 (Group testing)'],
    ['every other mark', 'a-b_c.d(e)'],
    ['Chinese', '分组测试777'],
    ['128 characters of two UTF-16 units each', '𠮷'.repeat(128)],
    ['one character', '.'],
    ['the name of the project itself', 'Ungrouped'],
  ])('accepts a name with %s', async (_what, name) => {
    const project_id = await newProject(scene);
    const answer = await scene.core.send(createJobGroup, { project_id }, { name });
    expect(answer.body).toMatchObject({ result: [{ name }] });
  });

  it("stores a name in Unicode's composed form", async () => {
    const project_id = await newProject(scene);
    const answer = await scene.core.send(createJobGroup, { project_id }, { name: '\uF900' });
    expect(answer.body).toMatchObject({ result: [{ name: '\u8C48' }] });
    const again = await scene.core.send(createJobGroup, { project_id }, { name: '\u8C48' });
    expect(again).toMatchObject({ status: 400, body: invalidParam('\\[name\\] ') });
  });

  it('tells names apart by letter case, and parents apart', async () => {
    const project_id = await newProject(scene);
    const one = await newGroup(scene.core, project_id, 'One');
    await newGroup(scene.core, project_id, 'one');
    await newGroup(scene.core, project_id, 'One', one);
    await newGroup(scene.core, await newProject(scene), 'One');
  });

  it.each([
    ['absent', {}],
    ['null', { parent_id: null }],
    ['empty', { parent_id: '' }],
  ])('puts a group at the top where the parent is %s', async (_what, parent) => {
    const project_id = await newProject(scene);
    const answer = await scene.core.send(createJobGroup, { project_id }, { name: 'a', ...parent });
    expect(answer.body).toMatchObject({ result: [{ parent_id: null }] });
  });

  it('ignores ids and unknown fields of the body, and null ones', async () => {
    const project_id = await newProject(scene);
    const given = { id: unknownId, group_id: unknownId, project_id: buildProject, ordinal: 7 };
    const body = { name: 'a', ...given, domain_id: null };
    const answer = await scene.core.send(createJobGroup, { project_id }, body);
    const group = (answer.body as { result: [{ id: string }] }).result[0];
    expect(group.id).not.toBe(unknownId);
    const others = { id: null, group_id: null, project_id: null };
    expect(group).toMatchObject({ project_id, group_id: group.id, ordinal: '0' });
    await scene.core.send(createJobGroup, { project_id }, { name: 'b', ...others });
  });

  it('takes ids in upper case for those in lower case', async () => {
    const project_id = await newProject(scene);
    const parent = await newGroup(scene.core, project_id, 'a');
    const answer = await scene.core.send(
      createJobGroup,
      { project_id: project_id.toUpperCase() },
      { name: 'b', parent_id: parent.toUpperCase() },
    );
    expect(answer.body).toMatchObject({ result: [{ project_id, parent_id: parent }] });
  });

  it('takes a body that ends in a newline, of any content type', async () => {
    const project_id = await newProject(scene);
    const answer = await scene.token.send(createJobGroup, { project_id }, '{"name":"a"}\n');
    expect(answer.status).toBe(200);
  });

  it.each([
    ['nothing', undefined, '\\[body\\] is required and must be a JSON object'],
    ['null', 'null', '\\[body\\] is required'],
    ['no JSON', '{"name":', '\\[body\\] must be JSON'],
    [
      'bytes that are no UTF-8',
      Buffer.from('{"name":"\xff"}', 'latin1'),
      '\\[body\\] must be JSON',
    ],
    ['an array', '[]', '\\[body\\] must be a JSON object'],
    ['a text', '"name"', '\\[body\\] must be a JSON object'],
    ['no name', {}, '\\[name\\] is required and must be 1 to 128'],
    ['null as name', { name: null }, '\\[name\\] is required'],
    ['a number as name', { name: 1 }, badName],
    ['a boolean as name', { name: true }, badName],
    ['an object as name', { name: {} }, badName],
    ['an array as name', { name: ['a'] }, badName],
    ['an empty name', { name: '' }, badName],
    ['a blank name', { name: ' ' }, badName],
    ['a blank before the name', { name: ' a' }, badName],
    ['a blank after the name', { name: 'a ' }, badName],
    ['a tab in the name', { name: 'a\tb' }, badName],
    ['a line feed after the name', { name: 'a\n' }, badName],
    ['a NUL in the name', { name: 'a\0b' }, badName],
    ['a slash in the name', { name: 'a/b' }, badName],
    ['other letters', { name: 'Gruppe für alle' }, badName],
    ['an ideographic blank', { name: 'a\u3000b' }, badName],
    ['an emoji', { name: '🙂' }, badName],
    ['half a character', '{"name":"a\\ud83d"}', badName],
    ['129 characters', { name: tooLong }, badName],
    ['a number as parent', { name: 'a', parent_id: 1 }, badParent],
    ['a parent of 31 characters', { name: 'a', parent_id: unknownId.slice(1) }, badParent],
    ['a path of ids as parent', { name: 'a', parent_id: `${unknownId}.${unknownId}` }, badParent],
    ['a parent with a dash', { name: 'a', parent_id: `-${unknownId.slice(1)}` }, badParent],
    ['an unknown parent', { name: 'a', parent_id: unknownId }, noParent],
    ['a number as ignored id', { name: 'a', id: 1 }, '\\[id\\] must be a text'],
  ])('refuses %s and writes nothing', async (_what, body, reason) => {
    const project_id = await newProject(scene);
    const answer = await scene.hand.send(createJobGroup, { project_id }, body);
    expect(answer).toMatchObject({ status: 400, body: invalidParam(reason) });
    expect(await treeOf(scene.token, project_id)).toEqual([]);
  });

  it('refuses what the core makes of a missing body and of wrong types', async () => {
    const project_id = await newProject(scene);
    const nameless = await scene.core.send(createJobGroup, { project_id });
    expect(nameless).toMatchObject({ status: 400, body: invalidParam('\\[name\\] is required') });
    const wrong = await scene.core.send(createJobGroup, { project_id }, { name: 1 });
    expect(wrong).toMatchObject({ status: 400, body: invalidParam(badName) });
  });

  it('refuses a name that a sibling has, and says so', async () => {
    const project_id = await newProject(scene);
    const parent_id = await newGroup(scene.core, project_id, 'a');
    for (const body of [{ name: 'a' }, { name: 'a', parent_id }]) {
      const taken = invalidParam(
        '\\[name\\] a build task group named a exists under the same parent',
      );
      if (body.parent_id) await newGroup(scene.core, project_id, 'a', parent_id);
      const answer = await scene.core.send(createJobGroup, { project_id }, body);
      expect(answer).toMatchObject({ status: 400, body: taken });
    }
    expect(await treeOf(scene.token, project_id)).toMatchObject([
      { name: 'a', children: [{ name: 'a', children: null }] },
    ]);
  });

  it('gives a deleted name free again', async () => {
    const project_id = await newProject(scene);
    const id = await newGroup(scene.core, project_id, 'a');
    await scene.core.send(deleteGroup, { project_id, id });
    await newGroup(scene.core, project_id, 'a');
  });

  it('refuses a fourth level', async () => {
    const project_id = await newProject(scene);
    const one = await newGroup(scene.core, project_id, 'a');
    const two = await newGroup(scene.core, project_id, 'a', one);
    const three = await newGroup(scene.core, project_id, 'a', two);
    const body = { name: 'a', parent_id: three };
    const answer = await scene.core.send(createJobGroup, { project_id }, body);
    const tooDeep = invalidParam('\\[parent_id\\] must be less than 3 levels deep');
    expect(answer).toMatchObject({ status: 400, body: tooDeep });
  });

  it('tells a parent of another project, a deleted one and an unknown one alike', async () => {
    const project_id = await newProject(scene);
    const elsewhere = await newGroup(scene.core, await newProject(scene), 'a');
    const deleted = await newGroup(scene.core, project_id, 'a');
    await scene.core.send(deleteGroup, { project_id, id: deleted });
    const answers = await Promise.all(
      [unknownId, elsewhere, deleted].map((parent_id) =>
        scene.core.send(createJobGroup, { project_id }, { name: 'a', parent_id }),
      ),
    );
    expect(alike(answers)).toMatchObject({ status: 400, body: invalidParam(noParent) });
  });

  it.each([
    ['core', 'too short', unknownId.slice(1)],
    ['core', 'too long', `${unknownId}0`],
    ['core', 'with a dash', `-${unknownId.slice(1)}`],
    ['core', 'left as it is in the sample code', '{project_id}'],
    ['hand', 'left as it is in the sample code', '{project_id}'],
    ['token', 'left as it is in the sample code', '{project_id}'],
    ['token', 'of other letters', 'ü'.repeat(32)],
  ] as const)('refuses through the %s a project id that is %s', async (way, _what, project_id) => {
    const answer = await scene[way].send(createJobGroup, { project_id }, { name: 'a' });
    expect(answer).toMatchObject({ status: 400, body: invalidParam(badProject) });
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(createJobGroup, { project_id }, { name: 'a' }),
    );
    expect(answer).toMatchObject({ status: 403, body: invalidParam(noProject) });
  });

  it('lets a developer create, under their own name, and not a viewer', async () => {
    const { projectId: project_id } = scene.world;
    const developer = await scene.enter('developer', { role: 4 });
    const created = await developer.core.send(createJobGroup, { project_id }, { name: 'theirs' });
    expect(created.body).toMatchObject({ result: [{ create_user: 'developer' }] });
    const viewer = await scene.enter('viewer', { role: 8 });
    const answer = await viewer.core.send(createJobGroup, { project_id }, { name: 'a' });
    const lacks = invalidParam('User: .* because the role Viewer lacks the permission');
    expect(answer).toMatchObject({ status: 403, body: lacks });
  });

  it('checks form, project, permission, body, parent and rules in this order', async () => {
    const { world } = scene;
    const viewer = await scene.enter('reader', { role: 8 });
    const project_id = await newProject(scene);
    await newGroup(scene.core, project_id, 'a');
    const at = (id: string, body: unknown) => ({ project_id: id, body });
    const bad = { name: '', parent_id: 'x' };
    const table = [
      [viewer.hand, at('x', '{'), 400, badProject],
      [viewer.hand, at(unknownId, '{'), 403, noProject],
      [viewer.hand, at(world.projectId, '{'), 403, 'User: .* because the role '],
      [scene.hand, at(project_id, { ...bad, name: 1 }), 400, badName],
      [scene.hand, at(project_id, bad), 400, badParent],
      [scene.hand, at(project_id, { name: '', parent_id: unknownId }), 400, noParent],
      [scene.hand, at(project_id, { name: 'a', parent_id: unknownId }), 400, noParent],
    ] as const;
    for (const [client, request, status, reason] of table) {
      const where = { project_id: request.project_id };
      const answer = await client.send(createJobGroup, where, request.body);
      expect(answer).toMatchObject({ status, body: invalidParam(reason) });
    }
  });
});

describe('limits', () => {
  const limits = { ...defaultTreeLimits, buildGroupsPerProject: 2, buildGroupDepth: 1 };
  onEveryStore(
    (scene) => {
      it('refuses one group too many, until one is gone', async () => {
        const project_id = await newProject(scene);
        const first = await newGroup(scene.core, project_id, 'a');
        await newGroup(scene.core, project_id, 'b');
        const answer = await scene.core.send(createJobGroup, { project_id }, { name: 'c' });
        const full = invalidParam(
          'the project has 2 build task groups already, the most there may be',
        );
        expect(answer).toMatchObject({ status: 400, body: full });
        expect(await treeOf(scene.token, project_id)).toHaveLength(2);
        await scene.core.send(deleteGroup, { project_id, id: first });
        await newGroup(scene.core, project_id, 'c');
      });

      it('refuses a level too many', async () => {
        const project_id = await newProject(scene);
        const parent_id = await newGroup(scene.core, project_id, 'a');
        const body = { name: 'b', parent_id };
        const answer = await scene.core.send(createJobGroup, { project_id }, body);
        const tooDeep = invalidParam('\\[parent_id\\] must be less than 1 levels deep');
        expect(answer).toMatchObject({ status: 400, body: tooDeep });
      });
    },
    { limits },
  );
});

describe('strict names', () => {
  onEveryStore(
    (scene) => {
      it.each(['a b', 'a.b', '(a)'])('refuses %s', async (name) => {
        const project_id = await newProject(scene);
        const answer = await scene.core.send(createJobGroup, { project_id }, { name });
        expect(answer).toMatchObject({
          status: 400,
          body: invalidParam('\\[name\\] must be 1 to 128'),
        });
        await newGroup(scene.core, project_id, '新建分组-53994140_a');
      });
    },
    { limits: { ...defaultTreeLimits, strictBuildGroupNames: true }, demo: false },
  );
});
