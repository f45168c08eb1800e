import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openProject, type ProjectGrant, removeMember } from '../../src/domain/projects/index.ts';
import type { Records } from '../../src/domain/store.ts';
import {
  defaultTreeLimits,
  type Node,
  removeNodeMember,
  treeKinds,
} from '../../src/domain/tree/index.ts';
import { withoutSeal } from '../strict-answers.ts';
import { roleNames } from './roles.ts';
import { openScene, type Player, type Scene } from './scene.ts';
import { type Answer, refusalOf } from './wire.ts';

/** Who may download code by default, and so inherits a private group. Source: Repo user guide, permission matrix. */
const insiders = [-1, 3, 4, 11, 12, 13];

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

async function allowedPlayer(): Promise<Player> {
  const player = await scene.player();
  await scene.allow(player, '*');
  return player;
}

const show = (player: Player, group: Node) =>
  scene.as(player, { method: 'GET', path: `/v4/${group.projectId}/groups/${group.id}` });
const remove = (player: Player, group: Node) =>
  scene.as(player, { method: 'DELETE', path: `/v4/${group.projectId}/groups/${group.id}` });
const create = (player: Player, projectId: string, parentId: number | undefined) =>
  scene.as(player, {
    method: 'POST',
    path: `/v4/${projectId}/groups`,
    body: { name: scene.word(), ...(parentId === undefined ? {} : { parent_id: parentId }) },
  });

/** The groups of a list, in the order of their ids, and the total that the header names. */
async function list(player: Player, path: string, query: Record<string, string> = {}) {
  const answer = await scene.as(player, { method: 'GET', path, query });
  if (answer.status !== 200) return answer.status;
  const ids = groupsOf(answer).map(({ id }) => id);
  return { ids: ids.sort((a, b) => a - b), total: Number(answer.headers['x-total']) };
}
const shown = (...groups: Node[]) => ({
  ids: groups.map(({ id }) => Number(id)),
  total: groups.length,
});
const inProject = (id: string) => `/v4/projects/${id}/subgroups-and-repositories`;
const inGroup = ({ id }: Node) => `/v4/groups/${id}/subgroups-and-repositories`;
const inAccount = '/v4/groups/list';

const groupsOf = ({ body }: Answer) =>
  body as { readonly id: number; readonly visibility: string }[];
const statusAndCode = (answer: Answer) => `${answer.status} ${refusalOf(answer).error_code}`;

describe.each(Object.entries(roleNames))('role %s, %s', (role, _name) => {
  const sees = insiders.includes(Number(role));
  let player: Player;
  let projectId: string;
  let open: Node;
  let closed: Node;
  let belowOpen: Node;
  let belowClosed: Node;

  beforeAll(async () => {
    player = await allowedPlayer();
    const creator = role === '-1';
    projectId = await scene.project(creator ? player : scene.root);
    if (!creator) await scene.join(player, projectId, Number(role));
    const group = (wanted: Parameters<Scene['repositoryGroup']>[1]) =>
      scene.repositoryGroup(projectId, wanted);
    open = await group({ visibility: 'public' });
    closed = await group({ visibility: 'private' });
    belowOpen = await group({ parentId: open.id, visibility: 'private' });
    belowClosed = await group({ parentId: closed.id });
  });

  test(`${sees ? 'sees' : 'does not see'} private groups`, async () => {
    expect((await show(player, open)).status).toBe(200);
    for (const group of [closed, belowOpen, belowClosed]) {
      expect((await show(player, group)).status).toBe(sees ? 200 : 404);
    }
  });

  test('has them in lists and totals accordingly', async () => {
    const everything = [open, closed, belowOpen, belowClosed];
    const name = { search: closed.name, filter: closed.name };
    const seen = {
      project: await list(player, inProject(projectId)),
      'project, by name': await list(player, inProject(projectId), name),
      'project, second page': await list(player, inProject(projectId), { offset: '100' }),
      'public group': await list(player, inGroup(open)),
      'private group': await list(player, inGroup(closed)),
      account: await list(player, inAccount),
      'account, by name': await list(player, inAccount, name),
      'account, own': await list(player, inAccount, { owned: 'true' }),
    };
    expect(seen).toEqual({
      project: sees ? shown(open, closed) : shown(open),
      'project, by name': sees ? shown(closed) : shown(),
      'project, second page': { ids: [], total: sees ? 2 : 1 },
      'public group': sees ? shown(belowOpen) : shown(),
      'private group': sees ? shown(belowClosed) : 404,
      account: sees ? shown(...everything) : shown(open),
      'account, by name': sees ? shown(closed) : shown(),
      'account, own': shown(),
    });
  });

  test('has no use for them as a parent or for deleting where it does not see them', async () => {
    const ofClosed = await create(player, projectId, Number(closed.id));
    const ofUnknown = await create(player, projectId, 2_000_000_000);
    expect(ofClosed.status).toBe(sees ? 201 : 404);
    if (!sees) expect(withoutSeal(ofClosed.text)).toBe(withoutSeal(ofUnknown.text));
    const mayDelete = [-1, 3, 13].includes(Number(role));
    const deleted = (await remove(player, closed)).status;
    expect(deleted).toBe(mayDelete ? 202 : sees ? 403 : 404);
  });
});

describe('the creator of a group', () => {
  let creator: Player;
  let viewer: Player;
  let projectId: string;
  beforeAll(async () => {
    [creator, viewer] = [await allowedPlayer(), await allowedPlayer()];
    projectId = await scene.project();
    await scene.join(viewer, projectId, 8);
  });

  test('sees and deletes it and all below it, whatever their role became', async () => {
    await scene.join(creator, projectId, 4);
    const own = await scene.repositoryGroup(projectId, { visibility: 'private' }, creator);
    const others = await scene.repositoryGroup(projectId, { visibility: 'private' });
    const below = await scene.repositoryGroup(projectId, { parentId: own.id });
    await scene.join(creator, projectId, 8);

    expect((await show(creator, own)).status).toBe(200);
    expect((await show(creator, below)).status).toBe(200);
    expect((await show(creator, others)).status).toBe(404);
    expect((await show(viewer, own)).status).toBe(404);
    expect(await list(creator, inProject(projectId))).toEqual(shown(own));
    expect(await list(creator, inGroup(own))).toEqual(shown(below));
    expect(await list(creator, inAccount)).toEqual(shown(own, below));
    expect(await list(creator, inAccount, { owned: 'true' })).toEqual(shown(own));
    expect(await list(viewer, inProject(projectId))).toEqual(shown());
    // A viewer creates nowhere but in groups of their own.
    expect((await create(creator, projectId, Number(own.id))).status).toBe(201);
    expect((await create(creator, projectId, undefined)).status).toBe(403);

    expect((await remove(creator, below)).status).toBe(202);
    expect((await remove(creator, own)).status).toBe(202);
    expect((await remove(creator, others)).status).toBe(404);
    expect((await show(scene.root, others)).status).toBe(200);
    expect((await show(scene.root, own)).status).toBe(404);
  });

  test('of a group inside a private one sees theirs and not the one above', async () => {
    await scene.join(creator, projectId, 4);
    const above = await scene.repositoryGroup(projectId, { visibility: 'private' });
    const own = await scene.repositoryGroup(projectId, { parentId: above.id }, creator);
    await scene.join(creator, projectId, 7);
    expect((await show(creator, own)).status).toBe(200);
    expect((await show(creator, above)).status).toBe(404);
    expect(await list(creator, inGroup(above))).toBe(404);
    expect((await remove(creator, above)).status).toBe(404);
    expect((await remove(creator, own)).status).toBe(202);
  });

  test('needs the policy and the project as everybody does', async () => {
    await scene.join(creator, projectId, 4);
    const own = await scene.repositoryGroup(projectId, { visibility: 'private' }, creator);
    const { world } = scene;
    const { store, clock } = world.server.data;
    await scene.deny(creator, 'codeartsrepo:group:deleteGroup');
    const denied = await remove(creator, own);
    expect(statusAndCode(denied)).toBe('403 CH.004403');
    expect(refusalOf(denied).error_msg).toContain('with an explicit deny');
    await store.write(async (records) => {
      const within = await openProject(records, world.operator, projectId);
      await removeMember(records, within, creator.user.id, clock.now());
    });
    expect(statusAndCode(await show(creator, own))).toBe('403 CH.004403');
    expect(await list(creator, inGroup(own))).toBe(404);
    expect(await list(creator, inAccount, { owned: 'true' })).toEqual(shown());
  });
});

describe('a member of a group', () => {
  let member: Player;
  let projectId: string;
  let top: Node;
  let middle: Node;
  let low: Node;
  let sibling: Node;
  beforeEach(async () => {
    member = await allowedPlayer();
    projectId = await scene.project();
    await scene.join(member, projectId, 8);
    top = await scene.repositoryGroup(projectId, { visibility: 'private' });
    middle = await scene.repositoryGroup(projectId, { parentId: top.id });
    low = await scene.repositoryGroup(projectId, { parentId: middle.id });
    sibling = await scene.repositoryGroup(projectId, { parentId: top.id });
  });

  const seen = async () => ({
    each: await Promise.all(
      [top, middle, low, sibling].map(async (group) => (await show(member, group)).status),
    ),
    project: await list(member, inProject(projectId)),
    top: await list(member, inGroup(top)),
    middle: await list(member, inGroup(middle)),
    account: await list(member, inAccount),
  });
  const nothing = {
    each: [404, 404, 404, 404],
    project: shown(),
    top: 404,
    middle: 404,
    account: shown(),
  };

  test('sees all that is below, in whatever role', async () => {
    for (const role of [8, 6, 4]) {
      await scene.joinGroup(member, top, role);
      expect(await seen()).toEqual({
        each: [200, 200, 200, 200],
        project: shown(top),
        top: shown(middle, sibling),
        middle: shown(low),
        account: shown(top, middle, low, sibling),
      });
    }
  });

  test('sees neither what is above nor its other children, and changes nothing there', async () => {
    await scene.joinGroup(member, middle, 3);
    expect(await seen()).toEqual({
      each: [404, 200, 200, 404],
      project: shown(),
      top: 404,
      middle: shown(low),
      account: shown(middle, low),
    });
    expect((await create(member, projectId, Number(low.id))).status).toBe(201);
    const hidden = [await remove(member, sibling), await remove(member, top)];
    expect(hidden.map(({ status }) => status)).toEqual([404, 404]);
    expect((await create(member, projectId, Number(sibling.id))).status).toBe(404);
    expect((await create(member, projectId, undefined)).status).toBe(403);
    expect((await remove(member, middle)).status).toBe(202);
  });

  test('does what a role there lets them, and no more', async () => {
    await scene.joinGroup(member, top, 4);
    expect((await create(member, projectId, Number(low.id))).status).toBe(201);
    expect(statusAndCode(await remove(member, low))).toBe('403 CH.004403');
    await scene.joinGroup(member, low, 3);
    expect(statusAndCode(await remove(member, middle))).toBe('403 CH.004403');
    expect((await remove(member, low)).status).toBe(202);
  });

  test('is none from the next request on when removed, from the group or the project', async () => {
    const { world } = scene;
    const within = (work: (records: Records, grant: ProjectGrant) => Promise<unknown>) =>
      world.server.data.store.write(async (records) =>
        work(records, await openProject(records, world.operator, projectId)),
      );
    const { id } = member.user;
    await scene.joinGroup(member, top, 4);
    expect((await seen()).project).toEqual(shown(top));
    const kind = treeKinds(defaultTreeLimits).repositoryGroup;
    await within((records, grant) => removeNodeMember(records, grant, kind, top, id, Date.now()));
    expect(await seen()).toEqual(nothing);

    await scene.joinGroup(member, top, 4);
    expect((await seen()).project).toEqual(shown(top));
    await within((records, grant) => removeMember(records, grant, id, Date.now()));
    expect((await show(member, top)).status).toBe(403);
    await scene.join(member, projectId, 8);
    expect(await seen()).toEqual(nothing);
  });

  test('loses with a deleted group what they had in it', async () => {
    await scene.joinGroup(member, top, 4);
    expect((await remove(scene.root, top)).status).toBe(202);
    const again = await scene.repositoryGroup(projectId, { visibility: 'private' });
    expect((await show(member, again)).status).toBe(404);
    expect(await list(member, inAccount)).toEqual(shown());
  });
});

test('deleting what others made takes a project manager', async () => {
  const projectId = await scene.project();
  const maker = await allowedPlayer();
  await scene.join(maker, projectId, 4);
  const group = await scene.repositoryGroup(projectId, {}, maker);
  const player = await allowedPlayer();
  for (const role of [4, 11, 12, 8]) {
    await scene.join(player, projectId, role);
    const answer = await remove(player, group);
    expect(statusAndCode(answer)).toBe('403 CH.004403');
    expect(refusalOf(answer).error_msg).toContain(
      'and no role of yours in the repository group has it',
    );
  }
  await scene.join(player, projectId, 3);
  expect((await remove(player, group)).status).toBe(202);
});

test('public groups of projects not joined are listed where asked for, private ones never', async () => {
  const player = await allowedPlayer();
  const projectId = await scene.project();
  const open = await scene.repositoryGroup(projectId, { visibility: 'public' });
  await scene.repositoryGroup(projectId, { visibility: 'private' });
  const named = async (search: string) =>
    list(player, inAccount, { all_available: 'true', search });
  expect(await named(open.name)).toEqual(shown(open));
  expect(await list(player, inAccount, { search: open.name })).toEqual(shown());
  const all = await scene.as(player, {
    method: 'GET',
    path: inAccount,
    query: { all_available: 'true', limit: '100' },
  });
  const visibilities = new Set(groupsOf(all).map((group) => group.visibility));
  expect([...visibilities]).toEqual(['public']);
});

test('counts tell nothing of private groups to those outside', async () => {
  const tester = await allowedPlayer();
  const projectId = await scene.project();
  await scene.join(tester, projectId, 6);
  const open = await scene.repositoryGroup(projectId, { visibility: 'public' });
  await scene.repositoryGroup(projectId, { parentId: open.id, visibility: 'private' });
  type Counted = { subgroup_count: number; sub_group_count: number };
  const get = async (path: string) => (await scene.as(tester, { method: 'GET', path })).body;
  const shown = (await get(`/v4/${projectId}/groups/${open.id}`)) as Counted;
  const [listed] = (await get('/v4/groups/list')) as Counted[];
  const below = await get(`/v4/projects/${projectId}/subgroups-and-repositories`);
  const [sub] = below as Counted[];
  expect([
    shown.subgroup_count,
    listed?.subgroup_count,
    listed?.sub_group_count,
    sub?.subgroup_count,
  ]).toEqual([0, 0, 0, 0]);
});
