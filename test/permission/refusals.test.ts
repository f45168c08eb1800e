import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attachPolicy, createPolicy } from '../../src/domain/access/index.ts';
import { openScene, type Player, type Scene } from './scene.ts';
import { type Answer, type Call, refusalOf } from './wire.ts';

let scene: Scene;
let projectId: string;
beforeAll(async () => {
  scene = await openScene();
  projectId = await scene.project();
});
afterAll(() => scene.close());

const groups: Call = { method: 'GET', path: '/v4/groups/list' };
const getGroup = 'codeartsrepo:group:getGroup';

/** Attaches a policy of these statements under a name. */
async function attach(player: Player, name: string, ...statements: object[]): Promise<void> {
  const { server, operator } = scene.world;
  const { store, ids, clock } = server.data;
  const document = JSON.stringify({ Version: '5.0', Statement: statements });
  await store.write(async (records) => {
    const making = { ids, now: clock.now() };
    const policy = await createPolicy(records, operator, { name, document }, making);
    await attachPolicy(records, operator, policy, player.user, clock.now());
  });
}

const allow = (rest: object) => ({ Effect: 'Allow', Action: [getGroup], ...rest });
const deny = (rest: object) => ({ Effect: 'Deny', Action: [getGroup], ...rest });

const anyDocument = JSON.stringify({ Version: '5.0', Statement: [allow({})] });
const textOf = (answer: Answer) => refusalOf(answer).error_msg;
const urnOf = ({ user }: Player) => `iam::${user.domainId}:user:${user.name}`;
const documented =
  'Insufficient permissions. Apply for the required permissions and try again. User: ';

/** What the sealed reason of a refusal says, to somebody who asks. */
async function decoded(answer: Answer, asker: Player = scene.root): Promise<unknown> {
  const { encoded_authorization_message: encoded_message } = answer.body as Record<string, string>;
  const body = { encoded_message };
  const told = await scene.as(asker, {
    method: 'POST',
    path: '/v5/decode-authorization-message',
    body,
  });
  if (told.status !== 200) return told.status;
  return JSON.parse((told.body as { decoded_message: string }).decoded_message);
}

describe('a refusal tells', () => {
  test('that no policy allows the action', async () => {
    const player = await scene.player();
    const answer = await scene.as(player, groups);
    expect(textOf(answer)).toBe(
      `${documented}${urnOf(player)} is not authorized to perform: ${getGroup} on resource: *` +
        ` because no identity-based policy allows the ${getGroup} action.`,
    );
    expect(await decoded(answer)).toMatchObject({
      action: getGroup,
      resource: '*',
      failure: 'implicit deny by identity-based policy',
      matched_statements: [],
      context: {
        user_profile: { user_id: player.user.id, principal_urn: urnOf(player) },
        request_id: answer.headers['x-request-id'],
        'g:SourceIp': '127.0.0.1',
        'g:RequestedRegion': scene.world.region,
        'g:MFAPresent': 'false',
      },
    });
  });

  test('that a policy denies it, and which one only to those who may read it', async () => {
    const [plain, reader, other] = [
      await scene.player(),
      await scene.player(),
      await scene.player(),
    ];
    const read = (resource: string) => ({
      Effect: 'Allow',
      Action: ['iam:policies:getV5'],
      Resource: [resource],
    });
    await attach(plain, 'secret-of-plain', deny({ Sid: 'never' }));
    await attach(
      reader,
      'secret-of-reader',
      deny({ Sid: 'never' }),
      read('iam:::policy:secret-of-reader'),
    );
    await attach(other, 'secret-of-other', deny({ Sid: 'never' }), read('iam:::policy:else'));
    const denied = 'with an explicit deny in an identity-based policy';
    const ask = async (player: Player) => textOf(await scene.as(player, groups)).split('* ')[1];
    expect(await ask(plain)).toBe(`${denied}.`);
    expect(await ask(other)).toBe(`${denied}.`);
    expect(await ask(reader)).toBe(`${denied} (policy secret-of-reader, statement never).`);
    expect(await decoded(await scene.as(plain, groups))).toMatchObject({
      failure: 'explicit deny by identity-based policy',
      matched_statements: [{ policy: 'secret-of-plain', statement: 'never' }],
    });
  });

  test('which role lacks what', async () => {
    const viewer = await scene.player();
    await scene.join(viewer, projectId, 8);
    const answer = await scene.as(viewer, {
      method: 'POST',
      path: `/v1/job/${projectId}/group/create`,
      body: { name: 'a' },
    });
    const why =
      `User: ${urnOf(viewer)} is not authorized to perform: codeartsbuild:group:createGroup` +
      ` on resource: project ${projectId}` +
      ' because the role Viewer lacks the permission build-group.manage.';
    expect(textOf(answer)).toBe(`Invalid param. ${why}`);
    expect(await decoded(answer)).toMatchObject({
      action: 'codeartsbuild:group:createGroup',
      failure: why,
      matched_statements: [],
    });
  });

  test('nothing to those who do not see the project', async () => {
    const stranger = await scene.player();
    await scene.deny(stranger, '*');
    const path = `/v1/job/${projectId}/group/tree`;
    const answer = await scene.as(stranger, { method: 'GET', path });
    expect(answer.status).toBe(403);
    expect(Object.keys(answer.body as object).sort()).not.toContain(
      'encoded_authorization_message',
    );
    expect(textOf(answer)).toBe(
      'Invalid param. [project_id] there is no such project that you can see',
    );
  });
});

describe('a sealed reason', () => {
  let sealed: string;
  beforeAll(async () => {
    const { body } = await scene.as(await scene.player(), groups);
    sealed = (body as Record<string, string>).encoded_authorization_message ?? '';
  });
  const open = (player: Player, encoded_message: string) =>
    scene.as(player, {
      method: 'POST',
      path: '/v5/decode-authorization-message',
      body: { encoded_message },
    });

  test('opens for those whom a policy lets', async () => {
    const player = await scene.player();
    expect((await open(player, sealed)).status).toBe(403);
    await scene.allow(player, 'sts::decodeAuthorizationMessage');
    expect((await open(player, sealed)).status).toBe(200);
  });

  test('tells alike that it was altered, is of another account, or is none', async () => {
    const at = (i: number, character: string) =>
      sealed.slice(0, i) + character + sealed.slice(i + 1);
    const answers = [
      await open(scene.otherRoot, sealed),
      await open(scene.root, at(80, sealed[80] === 'A' ? 'B' : 'A')),
      await open(scene.root, at(0, sealed[0] === 'A' ? 'B' : 'A')),
      await open(scene.root, sealed.slice(0, -8)),
      await open(scene.root, ` ${sealed}`),
      await open(scene.root, 'x'),
      await open(scene.root, 'AAAA'.repeat(40)),
    ];
    const [first] = answers;
    expect(first).toMatchObject({ status: 400, body: { error_code: 'STS5.0002' } });
    for (const { status, text } of answers) {
      expect({ status, text }).toEqual({ status: first?.status, text: first?.text });
    }
  });
});

describe('conditions', () => {
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  const past = new Date(Date.now() - 3_600_000).toISOString();

  test.each<[object, number]>([
    [{ IpAddress: { 'g:SourceIp': '127.0.0.0/8' } }, 200],
    [{ IpAddress: { 'g:SourceIp': '192.0.2.0/24' } }, 403],
    [{ NotIpAddress: { 'g:SourceIp': '127.0.0.1' } }, 403],
    [{ DateLessThan: { 'g:CurrentTime': soon } }, 200],
    [{ DateLessThan: { 'g:CurrentTime': past } }, 403],
    [{ DateGreaterThan: { 'g:CurrentTime': past }, Bool: { 'g:MFAPresent': 'true' } }, 403],
    [{ StringEquals: { 'g:RequestedRegion': 'cn-north-4' } }, 200],
    [{ StringEquals: { 'g:RequestedRegion': 'cn-north-1' } }, 403],
    [{ StringEquals: { 'g:ServiceName': 'codeartsrepo' } }, 200],
    [{ StringStartWith: { 'g:PrincipalUrn': 'iam::' } }, 200],
    [{ StringEquals: { 'G:DOMAINNAME': 'atelier' } }, 200],
    [{ StringEquals: { 'g:PrincipalTag/team': 'a' } }, 403],
    [{ StringEqualsIfExists: { 'g:PrincipalTag/team': 'a' } }, 200],
    [{ Null: { 'g:ProjectName': 'true' } }, 200],
  ])('an allow under %j: %s', async (Condition, status) => {
    const player = await scene.player();
    await attach(player, scene.word(), allow({ Condition }));
    expect((await scene.as(player, groups)).status).toBe(status);
    // The same as an exception from an allow of everything.
    const denied = await scene.player();
    await attach(denied, scene.word(), allow({}), deny({ Condition }));
    expect((await scene.as(denied, groups)).status).toBe(status === 200 ? 403 : 200);
  });

  test('the IAM project is that of a token, or that which comes with a signature', async () => {
    const player = await scene.player();
    const Condition = { StringEquals: { 'g:ProjectName': scene.world.region } };
    await attach(player, scene.word(), allow({ Condition }));
    const sent = { ...groups, headers: { 'X-Project-Id': await scene.iamProjectOf(player) } };
    expect((await scene.as(player, groups)).status).toBe(403);
    expect((await scene.as(player, sent)).status).toBe(200);
    const [scoped, unscoped] = [
      await scene.token(player),
      await scene.token(player, { scope: {} }),
    ];
    expect((await scene.send({ token: scoped }, groups)).status).toBe(200);
    expect((await scene.send({ token: unscoped }, groups)).status).toBe(403);
    expect((await scene.send({ token: unscoped }, sent)).status).toBe(403);
  });
});

test.each([
  ['users', { path: '/v5/users', body: { name: 'like-this-1', enabled: true } }],
  ['groups', { path: '/v5/groups', body: { group_name: 'like-this-2' } }],
  [
    'policies',
    { path: '/v5/policies', body: { policy_name: 'like-this-3', policy_document: anyDocument } },
  ],
])('policies name %s that are to be made by the names that they shall have', async (kind, call) => {
  const player = await scene.player();
  const Resource = [`iam:*:*:${kind === 'policies' ? 'policy' : kind.slice(0, -1)}:like-this-*`];
  const verb = { users: 'createUserV5', groups: 'createGroupV5', policies: 'createV5' }[kind];
  await attach(player, scene.word(), {
    Effect: 'Allow',
    Action: [`iam:${kind}:${verb}`],
    Resource,
  });
  const other = JSON.parse(JSON.stringify(call.body).replace('like-this', 'unlike'));
  expect((await scene.as(player, { method: 'POST', ...call, body: other })).status).toBe(403);
  expect((await scene.as(player, { method: 'POST', ...call })).status).toBe(201);
});

test('actions without a resource are covered by * alone', async () => {
  const player = await scene.player();
  await attach(player, scene.word(), allow({ Resource: ['codeartsrepo:*:*:group:*'] }));
  expect((await scene.as(player, groups)).status).toBe(403);
  await attach(player, scene.word(), allow({ Resource: ['*'] }));
  expect((await scene.as(player, groups)).status).toBe(200);
});
