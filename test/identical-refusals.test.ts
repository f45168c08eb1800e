import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { services } from '../src/main.ts';
import { cases } from './permission/cases.ts';
import { openScene, type Player, type Scene } from './permission/scene.ts';
import {
  type Answer,
  type Call,
  type Credential,
  passwordLogin,
  refusalOf,
} from './permission/wire.ts';
import { withoutSeal } from './strict-answers.ts';

/** What may differ between two answers that tell the same. */
const perRequest = new Set(['x-request-id', 'x-iam-trace-id', 'date']);

/** All that a stranger could compare. `asked` is what the call named, where the answer repeats it. */
function face(answer: Answer, asked?: string): string {
  const { status, rawHeaders, text } = answer;
  const lasting = rawHeaders.filter(([name]) => !perRequest.has(name.toLowerCase()));
  const requestId = refusalOf(answer).request_id;
  const masked = requestId === undefined ? text : text.replaceAll(requestId, '<request>');
  const opened = withoutSeal(masked);
  const body = asked === undefined ? opened : opened.replaceAll(asked, '<asked>');
  return [status, ...lasting.map((pair) => pair.join(': ')), '', body].join('\n');
}

/** Holds every answer to the first one, which is of the status that is due. */
function expectAlike(faces: Readonly<Record<string, string>>, status: number): void {
  const [first = ''] = Object.values(faces);
  expect(first.split('\n')[0]).toBe(String(status));
  expect(faces).toEqual(Object.fromEntries(Object.keys(faces).map((name) => [name, first])));
}

const unknownId = 'f00d'.repeat(8);

/** Whether an operation's path or query names its project. */
const namesProject = ({
  path,
  parameters,
}: Pick<(typeof services)[number]['operations'][number], 'path' | 'parameters'>): boolean =>
  path.includes('{project_id}') || parameters.query?.properties.project_id !== undefined;

let scene: Scene;
/** A developer with every action allowed. */
let developer: Player;
/** The developer's project, and others that they cannot know of. */
let own: string;
let joined: string;
let notJoined: string;
let foreign: string;

beforeAll(async () => {
  scene = await openScene();
  [own, joined, notJoined, foreign] = [
    await scene.project(),
    await scene.project(),
    await scene.project(),
    await scene.project(scene.otherRoot),
  ];
  developer = await scene.player();
  await scene.allow(developer, '*');
  for (const project of [own, joined]) await scene.join(developer, project, 4);
});
afterAll(() => scene.close());

describe('a project that is unknown, of another account, or not joined', () => {
  const inProject = services.flatMap(({ title, operations }) =>
    operations
      .filter(({ permission, ...operation }) => permission.row.point && namesProject(operation))
      .map(({ name }) => `${title}: ${name}`),
  );

  test('is named by operations of four services', () => {
    const titles = new Set(inProject.map((name) => name.split(':')[0]));
    expect([...titles]).toEqual(['CodeArts Build', 'CodeArts Repo', 'CodeArts Req', 'Atelier']);
  });

  test.each(inProject)('%s', async (name) => {
    const each = cases[name];
    if (!each) throw new Error(`${name} has no row in the permission table`);
    const call = await each.call({ scene, caller: scene.root, projectId: own });
    expect(JSON.stringify([call.path, call.query])).toContain(own);
    const at = (project: string, changes: Partial<Call> = {}): Call => ({
      ...call,
      ...changes,
      path: call.path.replace(own, project),
      query: {
        ...call.query,
        ...changes.query,
        ...(call.query?.project_id === own ? { project_id: project } : {}),
      },
    });

    const nobody = await scene.player();
    const denied = await scene.player();
    await scene.deny(denied, '*');
    const callers: Record<string, Credential> = {
      allowed: { key: developer },
      'without policy': { key: nobody },
      denied: { key: denied },
      'by token': { token: await scene.token(developer) },
    };
    const faces: Record<string, string> = {};
    for (const [who, credential] of Object.entries(callers)) {
      const ask = async (to: Call) => face(await scene.send(credential, to));
      faces[`${who}: unknown`] = await ask(at(unknownId));
      faces[`${who}: another account's`] = await ask(at(foreign));
      faces[`${who}: not joined`] = await ask(at(notJoined));
      // Whatever is wrong with the rest of the request is not looked at.
      faces[`${who}: not joined, bad request`] = await ask(
        at(notJoined, { query: { id: '?', limit: '?' }, ...(call.body ? { body: [] } : {}) }),
      );
    }
    faces['root: unknown'] = face(await scene.as(scene.root, at(unknownId)));
    faces["root: another account's"] = face(await scene.as(scene.root, at(foreign)));
    const [status] = each.asks.hidden?.split(' ') ?? [];
    expectAlike(faces, Number(status));
  });
});

describe('a repository group that is unknown, elsewhere or hidden', () => {
  const unknownGroup = '2000000000';
  let viewer: Player;
  let elsewhere: Record<string, string>;

  beforeAll(async () => {
    viewer = await scene.player();
    await scene.allow(viewer, '*');
    for (const project of [own, joined]) await scene.join(viewer, project, 8);
    elsewhere = {
      unknown: unknownGroup,
      'in a project not joined': (await scene.repositoryGroup(notJoined)).id,
      "in another account's project": (await scene.repositoryGroup(foreign, {}, scene.otherRoot))
        .id,
    };
  });

  const show = (id: string): Call => ({ method: 'GET', path: `/v4/${own}/groups/${id}` });
  const remove = (id: string): Call => ({ method: 'DELETE', path: `/v4/${own}/groups/${id}` });
  const listBelow = (id: string): Call => ({
    method: 'GET',
    path: `/v4/groups/${id}/subgroups-and-repositories`,
  });
  const createBelow = (id: string): Call => ({
    method: 'POST',
    path: `/v4/${own}/groups`,
    body: { name: 'new', parent_id: Number(id) },
  });

  async function faces(player: Player, call: (id: string) => Call, ids: Record<string, string>) {
    const seen: Record<string, string> = {};
    for (const [name, id] of Object.entries(ids)) {
      seen[name] = face(await scene.as(player, call(id)));
    }
    return seen;
  }

  test('shown or deleted', async () => {
    const ids = {
      ...elsewhere,
      'in another project': (await scene.repositoryGroup(joined)).id,
      hidden: (await scene.repositoryGroup(own, { visibility: 'private' })).id,
    };
    expectAlike(await faces(viewer, show, ids), 404);
    expectAlike(await faces(viewer, remove, ids), 404);
  });

  test('listed below', async () => {
    const hidden = (await scene.repositoryGroup(own, { visibility: 'private' })).id;
    expectAlike(await faces(viewer, listBelow, { ...elsewhere, hidden }), 404);
  });

  test('as a parent', async () => {
    const there = { ...elsewhere, 'in another project': (await scene.repositoryGroup(joined)).id };
    expectAlike(await faces(developer, createBelow, there), 404);
    const hidden = (await scene.repositoryGroup(own, { visibility: 'private' })).id;
    expectAlike(await faces(viewer, createBelow, { ...elsewhere, hidden }), 404);
  });
});

describe('a build task group that is unknown or elsewhere', () => {
  test.each<[string, (id: string) => Call]>([
    ['deleted', (id) => ({ method: 'DELETE', path: `/v1/job/${own}/group/delete`, query: { id } })],
    [
      'as a parent',
      (id) => ({
        method: 'POST',
        path: `/v1/job/${own}/group/create`,
        body: { name: 'new', parent_id: id },
      }),
    ],
  ])('%s', async (_name, call) => {
    const ids = {
      unknown: unknownId,
      'in another project': (await scene.buildGroup(joined)).id,
      'in a project not joined': (await scene.buildGroup(notJoined)).id,
      "in another account's project": (await scene.buildGroup(foreign, scene.otherRoot)).id,
    };
    const seen: Record<string, string> = {};
    for (const [name, id] of Object.entries(ids)) {
      seen[name] = face(await scene.as(developer, call(id)));
    }
    expectAlike(seen, 400);
  });
});

describe('a login', () => {
  const login = (
    { domain, name, password }: { domain: string; name: string; password: string },
    scope: object = {},
  ): Call => passwordLogin(domain, name, password, scope);
  const of = ({ domainName: domain, user: { name }, password }: Player) => ({
    domain,
    name,
    password,
  });

  test('with a wrong password tells no more than one of an unknown user', async () => {
    const right = of(developer);
    const disabled = await scene.player();
    await scene.disableUser(disabled);
    const tries = {
      'unknown user': login({ ...right, name: 'nobody' }),
      'unknown account': login({ ...right, domain: 'nowhere' }),
      'wrong password': login({ ...right, password: 'wrong' }),
      "root's wrong password": login({ ...of(scene.root), password: 'wrong' }),
      "another account's user": login({ ...of(scene.otherRoot), domain: right.domain }),
      'disabled user': login(of(disabled)),
      'wrong password, unknown scope': login(
        { ...right, password: 'wrong' },
        { project: { name: 'nowhere' } },
      ),
    };
    const seen: Record<string, string> = {};
    for (const [name, call] of Object.entries(tries)) seen[name] = face(await scene.send({}, call));
    expectAlike(seen, 401);
  });

  test('into a scope of another account tells no more than into an unknown one', async () => {
    const seen: Record<string, string> = {};
    for (const [name, id] of [
      ['unknown', unknownId],
      ["another account's", await scene.iamProjectOf(scene.otherRoot)],
    ] as const) {
      const answer = await scene.send({}, login(of(developer), { project: { id } }));
      seen[name] = face(answer, id);
    }
    expectAlike(seen, 404);
    const domains = { unknown: unknownId, foreign: scene.otherRoot.user.domainId };
    const byDomain: Record<string, string> = {};
    for (const [name, id] of Object.entries(domains)) {
      const answer = await scene.send({}, login(of(developer), { domain: { id } }));
      byDomain[name] = face(answer, id);
    }
    expectAlike(byDomain, 404);
  });
});

describe("what is another account's and what is unknown", () => {
  const subProject = () => `${scene.world.region}_new`;
  const things: [string, number, (id: string) => Call, () => string | Promise<string>][] = [
    [
      'IAM project, shown',
      404,
      (id) => ({ method: 'GET', path: `/v3/projects/${id}` }),
      () => scene.iamProjectOf(scene.otherRoot),
    ],
    [
      'IAM project, as a parent in a list',
      200,
      (id) => ({ method: 'GET', path: '/v3/projects', query: { parent_id: id } }),
      () => scene.iamProjectOf(scene.otherRoot),
    ],
    [
      'account, in a list of IAM projects',
      200,
      (id) => ({ method: 'GET', path: '/v3/projects', query: { domain_id: id } }),
      () => scene.otherRoot.user.domainId,
    ],
    [
      'IAM project, as a parent of a new one',
      404,
      (id) => ({
        method: 'POST',
        path: '/v3/projects',
        body: { project: { name: subProject(), parent_id: id } },
      }),
      () => scene.iamProjectOf(scene.otherRoot),
    ],
    [
      'account, of a new IAM project',
      404,
      (id) => ({
        method: 'POST',
        path: '/v3/projects',
        body: { project: { name: subProject(), domain_id: id } },
      }),
      () => scene.otherRoot.user.domainId,
    ],
    [
      'IAM project, in X-Project-Id',
      401,
      (id) => ({ method: 'GET', path: '/v3/regions', headers: { 'X-Project-Id': id } }),
      () => scene.iamProjectOf(scene.otherRoot),
    ],
    [
      'user, as a new member',
      400,
      (id) => ({
        method: 'POST',
        path: `/v4/projects/${own}/member`,
        body: { domain_id: scene.root.user.domainId, user_id: id },
      }),
      () => scene.otherRoot.user.id,
    ],
    ...(
      [
        ['user, as one of several new members', 'POST', '', (id) => ({ users: [{ user_id: id }] })],
        ['user, as a member to remove', 'DELETE', '', (id) => ({ user_ids: [id] })],
        [
          'user, as a member with another role',
          'POST',
          '/role',
          (id) => ({ role_id: 4, user_ids: [id] }),
        ],
      ] as [string, string, string, (id: string) => object][]
    ).map(([name, method, rest, body]): (typeof things)[number] => [
      name,
      400,
      (id) => ({ method, path: `/v4/projects/${own}/members${rest}`, body: body(id) }),
      () => scene.otherRoot.user.id,
    ]),
  ];

  test.each(things)('%s', async (_name, status, call, foreignId) => {
    const seen: Record<string, string> = {};
    for (const id of [unknownId, await foreignId()]) {
      seen[id] = face(await scene.as(scene.root, call(id)), id);
    }
    expect(Object.keys(seen)).toHaveLength(2);
    expectAlike(seen, status);
  });

  test.each(['GET', 'DELETE'])('token, in a %s', async (method) => {
    const tokens = {
      unknown: `MII${'x'.repeat(61)}`,
      "another user's": await scene.token(scene.root),
      "another account's": await scene.token(scene.otherRoot),
      expired: await scene.token(developer, { hoursAgo: 25 }),
    };
    const seen: Record<string, string> = {};
    for (const [name, token] of Object.entries(tokens)) {
      const headers = { 'X-Subject-Token': token };
      const call = { method, path: '/v3/auth/tokens', headers };
      seen[name] = face(await scene.as(developer, call), token);
    }
    expectAlike(seen, 404);
  });
});

test('an access key that is unknown, disabled, or of a disabled user', async () => {
  const [disabled, withoutKey] = [await scene.player(), await scene.player()];
  await scene.disableUser(disabled);
  await scene.disableKey(withoutKey);
  const seen: Record<string, string> = {};
  const unknown = { accessKey: 'A'.repeat(20), secretKey: 'b'.repeat(40) };
  for (const [name, key] of Object.entries({ unknown, disabled, withoutKey })) {
    const answer = await scene.send({ key }, { method: 'GET', path: '/v3/regions' });
    seen[name] = face(answer, key.accessKey);
  }
  expectAlike(seen, 401);
});
