import { describe, expect, it } from 'vitest';
import {
  deleteAccessKey,
  deleteUser,
  setAccessKeyEnabled,
  setUserEnabled,
} from '../../../src/domain/access/index.ts';
import {
  ask,
  type RawRequest,
  sdkDate,
  signed,
  tokenClient,
  tokenOf,
  vendorClient,
} from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { expire } from '../iam/answers.ts';
import { alike, buildProject, loginOf, newAccount, onEveryStore, repoProject } from '../scene.ts';

const showUser = operationOf('ProjectMan v4', 'ShowCurUserInfo');
const listTree = operationOf('CodeArtsBuild v3', 'ListGroupTree');
const createJobGroup = operationOf('CodeArtsBuild v3', 'CreateJobGroup');
const listTop = operationOf('CodeArtsRepo v4', 'ListProjectSubgroupsAndRepositories');
const operations = {
  build: [listTree, { project_id: buildProject }],
  repo: [listTop, { project_id: repoProject }],
  iam: [operationOf('IAM v3', 'KeystoneListRegions'), {}],
  sts: [operationOf('STS v1', 'GetCallerIdentity'), {}],
  projectman: [showUser, {}],
} as const;

const me: RawRequest = { method: 'GET', target: '/v4/user', headers: { 'Content-Type': 'x/y' } };

/** The gateway's 401 with what follows its text (a pattern). */
const refusedFor = (detail: string) => ({
  status: 401,
  body: {
    error_code: 'APIGW.0301',
    error_msg: expect.stringMatching(
      new RegExp(`^Incorrect IAM authentication information: ${detail}`),
    ),
  },
});
const badToken = refusedFor('decrypt token fail$');
const expired = {
  status: 401,
  body: { error_code: 'DEV.00000003', error_msg: 'Authentication information expired.' },
};

onEveryStore((scene) => {
  /** Asks who the caller is with these headers. */
  const askMe = (headers: Record<string, string>) =>
    ask(scene.world, { ...me, headers: { ...me.headers, ...headers } }, showUser);

  describe('without a valid credential', () => {
    it.each(Object.entries(operations))(
      '%s asks for one',
      async (_service, [operation, values]) => {
        const target = operation.path.replace('{project_id}', String(Object.values(values)[0]));
        const answer = await ask(scene.world, { method: operation.method, target }, operation);
        expect(answer).toMatchObject(refusedFor('x-auth-token not found$'));
      },
    );

    it.each(Object.entries(operations))(
      '%s refuses a bad token',
      async (_service, [operation, values]) => {
        const answer = await tokenClient(scene.world, 'bad').send(operation, values);
        expect(answer).toMatchObject(badToken);
      },
    );

    it('tells a token that is empty, unknown or long alike', async () => {
      const tokens = ['', 'MIIunknown', 'x'.repeat(100_000), '\xe4'];
      const answers = await Promise.all(tokens.map((token) => askMe({ 'X-Auth-Token': token })));
      expect(alike(answers)).toMatchObject(badToken);
    });

    it('ignores cookies, other headers and the query', async () => {
      const token = await tokenOf(scene.world, scene.world);
      const request = { ...me, target: `/v4/user?X-Auth-Token=${token}&x-auth-token=${token}` };
      const headers = {
        Cookie: `X-Auth-Token=${token}`,
        'X-Subject-Token': token,
        'X-Token': token,
      };
      const answer = await ask(scene.world, { ...request, headers }, showUser);
      expect(answer).toMatchObject(refusedFor('x-auth-token not found$'));
    });
  });

  describe('of tokens', () => {
    it('says when one has expired, whatever the data clock says', async () => {
      const token = await tokenOf(scene.world, scene.world);
      const client = tokenClient(scene.world, token);
      scene.now += 30 * 24 * 3600_000;
      expect((await client.send(showUser)).status).toBe(200);
      await expire(scene, token);
      for (const [operation, values] of Object.values(operations)) {
        expect(await client.send(operation, values)).toMatchObject(expired);
      }
    });

    it.each([
      ['the account', { domain: { name: 'atelier' } }],
      ['nothing', null],
    ])('lets one that is scoped to %s open everything but Build', async (_what, scope) => {
      const client = tokenClient(
        scene.world,
        await tokenOf(scene.world, scene.world, scope as object),
      );
      const { build, ...others } = operations;
      for (const [operation, values] of Object.values(others)) {
        expect((await client.send(operation, values)).status).toBe(200);
      }
      const wantsProject = refusedFor('this service takes a project-scoped token only');
      expect(await client.send(...build)).toMatchObject(wantsProject);
      const create = await client.send(createJobGroup, { project_id: 'x' }, '{');
      expect(create).toMatchObject(wantsProject);
    });

    it('ends with a user who is disabled or gone', async () => {
      const { world } = scene;
      const disabled = await scene.enter('disabled');
      const gone = await scene.enter('gone');
      await world.server.data.store.write(async (records) => {
        await setUserEnabled(records, world.operator, disabled.person.user, false, scene.now);
        await deleteUser(records, world.operator, gone.person.user, scene.now);
      });
      for (const { token, core } of [disabled, gone]) {
        expect(await token.send(showUser)).toMatchObject(badToken);
        expect(await core.send(showUser)).toMatchObject(refusedFor('Get secretKey failed,ak:'));
      }
    });
  });

  describe('of signatures', () => {
    const wrong = { secretKey: 'wrong' };

    it('echoes the canonical request where one is wrong', async () => {
      const { world } = scene;
      const headers = signed({ ...world, ...wrong }, { ...me, target: '/v4/user?b=2&a=1' });
      const answer = await ask(world, { ...me, target: '/v4/user?b=2&a=1', headers }, showUser);
      const canonical = [
        'GET',
        '/v4/user/',
        'a=1&b=2',
        'content-type:x/y',
        `x-sdk-date:${headers['X-Sdk-Date']}`,
        '',
        'content-type;x-sdk-date',
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      ].join('\\|');
      const detail = `verify aksk signature fail, canonicalRequest:${canonical}$`;
      expect(answer).toMatchObject(refusedFor(detail));
      const core = vendorClient(world, { ...world, ...wrong });
      for (const [operation, values] of Object.values(operations)) {
        const refusal = await core.send(operation, values);
        expect(refusal).toMatchObject(refusedFor('verify aksk signature fail, canonicalRequest:'));
      }
    });

    it('does not echo a token that is signed along', async () => {
      const { world } = scene;
      const token = await tokenOf(world, world);
      const request = { ...me, headers: { ...me.headers, 'X-Auth-Token': token } };
      const headers = signed({ ...world, ...wrong }, request);
      const answer = await ask(world, { ...me, headers }, showUser);
      expect(answer).toMatchObject(refusedFor('verify aksk.*\\|x-auth-token:\\*\\*\\*\\|'));
      expect(answer.text).not.toContain(token);
    });

    it.each([
      [
        'the body',
        { method: 'POST', target: '/v4/projects/check-name', body: '{}' },
        { body: '{ }' },
      ],
      ['the query', me, { target: '/v4/user?a=1' }],
      ['the path', me, { target: '/v4/projects' }],
      ['the method', { ...me, target: `/v4/projects/${buildProject}` }, { method: 'DELETE' }],
      ['a signed header', me, { headers: { 'Content-Type': 'text/plain' } }],
    ])('refuses one when %s was changed', async (_what, request, change) => {
      const { headers: changed, ...line } = change as Partial<RawRequest>;
      const headers = { ...signed(scene.world, request), ...changed };
      const answer = await ask(scene.world, { ...request, ...line, headers }, showUser);
      expect(answer).toMatchObject(refusedFor('verify aksk signature fail'));
    });

    it('refuses keys that are unknown, disabled or gone', async () => {
      const { world } = scene;
      const disabled = (await scene.enter('with a disabled key')).person;
      const gone = (await scene.enter('without a key')).person;
      await world.server.data.store.write(async (records) => {
        const { operator } = world;
        await setAccessKeyEnabled(records, operator, disabled.accessKey, false, scene.now);
        await deleteAccessKey(records, operator, gone.accessKey, scene.now);
      });
      for (const keys of [{ accessKey: 'AKUNKNOWN', secretKey: 'x' }, disabled, gone]) {
        const detail = `Get secretKey failed,ak:${keys.accessKey},err:ak not exist$`;
        const answer = await vendorClient(world, keys).send(showUser);
        expect(answer).toMatchObject(refusedFor(detail));
      }
    });

    it.each([
      ['14 minutes ago', -14, 200],
      ['in 14 minutes', 14, 200],
      ['16 minutes ago', -16, 401],
      ['in 16 minutes', 16, 401],
    ])('judges one made %s by the real clock', async (_what, minutes, status) => {
      const date = sdkDate(Date.now() + minutes * 60_000);
      const answer = await askMe(signed(scene.world, me, { date }));
      expect(answer.status).toBe(status);
      if (status === 200) return;
      const detail = `signature expired,signature time:${date},server time:\\d{8}T\\d{6}Z$`;
      expect(answer).toMatchObject(refusedFor(detail));
    });

    it.each([
      ['SDK-ECDSA-P256-SHA256 Access=a, SignedHeaders=b, Signature=c', 'unsupported signing'],
      ['SDK-SM2-SM3 Access=a, SignedHeaders=b, Signature=c', 'unsupported signing algorithm'],
      ['AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=c', 'unsupported signing'],
      ['Basic YTpi', 'unsupported signing algorithm'],
      ['Bearer secret', 'unsupported signing algorithm'],
      ['MIIsecret', 'unsupported signing algorithm'],
      ['', 'unsupported signing algorithm'],
      ['SDK-HMAC-SHA256', 'Authorization is malformed,missing:Access, SignedHeaders, Signature$'],
      [
        'SDK-HMAC-SHA256 Access=a, SignedHeaders=b',
        'Authorization is malformed,missing:Signature$',
      ],
      [
        'SDK-HMAC-SHA256 Access=a, SignedHeaders=b, Signature=c',
        'Authorization is malformed,expec',
      ],
      ['V11-HMAC-SHA256 Access=a, SignedHeaders=b, Signature=c', 'Authorization is malformed,miss'],
    ])('refuses "%s"', async (authorization, detail) => {
      const token = await tokenOf(scene.world, scene.world);
      for (const more of [{}, { 'X-Auth-Token': token }]) {
        const answer = await askMe({ Authorization: authorization, ...more });
        expect(answer).toMatchObject(refusedFor(detail));
        expect(answer.text).not.toContain('secret');
        if (!detail.startsWith('unsupported')) continue;
        const names = 'supported:SDK-HMAC-SHA256, V11-HMAC-SHA256, SDK-HMAC-SM3';
        expect(answer.text).toContain(names);
      }
    });

    it.each([
      ['no date', { 'X-Sdk-Date': undefined }, 'X-Sdk-Date is missing$'],
      ['another form of date', { 'X-Sdk-Date': '2026-01-02' }, 'X-Sdk-Date is not a time like'],
      [
        'a header that is missing',
        { 'Content-Type': undefined },
        'signed header is missing:content-',
      ],
    ])('refuses one with %s', async (_what, change, detail) => {
      const changed = { ...signed(scene.world, me), ...change };
      const sent = Object.entries(changed).filter(([, value]) => value !== undefined);
      const headers = Object.fromEntries(sent) as Record<string, string>;
      const answer = await ask(scene.world, { ...me, headers }, showUser);
      expect(answer).toMatchObject(refusedFor(detail));
    });

    it('needs none but the date to be signed', async () => {
      const answer = await askMe(signed(scene.world, me, { only: [] }));
      expect(answer.status).toBe(200);
    });

    it.each([
      ['application/x-www-form-urlencoded', 'UNSIGNED-PAYLOAD', 400, 'must be JSON, sent as appli'],
      ['application/json', 'UNSIGNED-PAYLOAD', 401, 'UNSIGNED-PAYLOAD is not accepted for a body'],
      ['application/json', 'a'.repeat(64), 401, 'X-Sdk-Content-Sha256 is not the hash of the body'],
    ])('refuses a body of %s signed as %s', async (type, hash, status, text) => {
      const line = { method: 'POST', target: `/v1/job/${buildProject}/group/create` };
      const declared = { 'Content-Type': type, 'X-Sdk-Content-Sha256': hash };
      const request = { ...line, headers: declared, body: '{"name":"anything"}' };
      const headers = signed(scene.world, request);
      const answer = await ask(scene.world, { ...request, headers }, createJobGroup);
      expect(answer.status).toBe(status);
      expect(answer.text).toContain(text);
    });
  });

  describe('of a token and a signature together', () => {
    it('goes by the signature where both are of one user', async () => {
      const user = await scene.enter('both');
      const token = await tokenOf(scene.world, loginOf(scene, user.person));
      const answer = await askMe({ ...signed(user.person, me), 'X-Auth-Token': token });
      expect(answer.body).toMatchObject({ user_name: 'both' });
    });

    it('refuses two users, and a token that is bad or has expired', async () => {
      const { world } = scene;
      const user = await scene.enter('one of two');
      const token = await tokenOf(world, world);
      const theirs = signed(user.person, me);
      const two = await askMe({ ...theirs, 'X-Auth-Token': token });
      expect(two).toMatchObject(refusedFor('the token and the signature are of two users$'));
      expect(await askMe({ ...theirs, 'X-Auth-Token': 'bad' })).toMatchObject(badToken);
      await expire(scene, token);
      const own = { ...signed(world, me), 'X-Auth-Token': token };
      expect(await askMe(own)).toMatchObject(expired);
    });

    it('refuses a wrong signature beside a valid token', async () => {
      const token = await tokenOf(scene.world, scene.world);
      const headers = signed({ ...scene.world, secretKey: 'wrong' }, me);
      const answer = await askMe({ ...headers, 'X-Auth-Token': token });
      expect(answer).toMatchObject(refusedFor('verify aksk signature fail'));
    });
  });

  it('refuses a permanent key with a security token', async () => {
    const core = vendorClient(scene.world, scene.world, { securityToken: 'token' });
    const detail = refusedFor('X-Security-Token does not belong to this access key$');
    expect(await core.send(showUser)).toMatchObject(detail);
    const unsigned = { ...signed(scene.world, me), 'X-Security-Token': '' };
    expect(await askMe(unsigned)).toMatchObject(detail);
  });

  it('takes the X-Project-Id of an IAM project of the account, and no other', async () => {
    const { world } = scene;
    const stranger = await newAccount(scene, 'foreign');
    const own = vendorClient(world, world, { projectId: world.iamProjectId });
    for (const [operation, values] of Object.values(operations)) {
      expect((await own.send(operation, values)).status).toBe(200);
    }
    const refusal = refusedFor('X-Project-Id must be an IAM project of your account$');
    const token = await tokenOf(world, world);
    for (const projectId of [stranger.iamProjectId, world.projectId, world.domainId]) {
      const core = vendorClient(world, world, { projectId });
      const [foreign, , withToken] = await Promise.all([
        core.send(...operations.build),
        core.send(...operations.repo),
        askMe({ 'X-Auth-Token': token, 'X-Project-Id': projectId }),
      ]);
      expect(foreign).toMatchObject(refusal);
      expect(withToken).toMatchObject(refusal);
    }
    expect((await askMe({ 'X-Auth-Token': token, 'X-Project-Id': '' })).status).toBe(200);
  });

  it('asks for the route before the credential, and for that before anything else', async () => {
    const absent = { status: 404, body: { error_code: 'APIGW.0101' } };
    for (const [method, target] of [
      ['GET', '/'],
      ['GET', '/v4/nothing'],
      ['POST', '/v4/user'],
      ['PUT', `/v1/job/${buildProject}/group/create`],
      ['GET', `/v4/${repoProject}/groups`],
      ['GET', '/V4/user'],
      ['GET', '/v4//user'],
      ['OPTIONS', '/v4/user'],
      ['TRACE', '/v4/user'],
    ] as const) {
      for (const headers of [{}, { 'X-Auth-Token': 'bad' }]) {
        const answer = await ask(scene.world, { method, target, headers, body: '{' });
        expect(answer, `${method} ${target}`).toMatchObject(absent);
      }
    }
    const request = { method: 'POST', target: '/v1/job/x/group/create', body: '{' };
    const answer = await ask(scene.world, request, createJobGroup);
    expect(answer).toMatchObject(refusedFor('x-auth-token not found$'));
  });

  it('gives every answer its own request id, whatever the client sends', async () => {
    const token = await tokenOf(scene.world, scene.world);
    const given = { 'X-Request-Id': 'a'.repeat(32) };
    const answers = [
      await askMe({ 'X-Auth-Token': token, ...given }),
      await askMe({ 'X-Auth-Token': token, ...given }),
      await askMe(given),
      await ask(scene.world, { method: 'GET', target: '/', headers: given }),
    ];
    const ids = answers.map(({ headers }) => headers['x-request-id']);
    expect(new Set([...ids, given['X-Request-Id']]).size).toBe(5);
  });

  it('sends no header that would open the API to web pages', async () => {
    const token = await tokenOf(scene.world, scene.world);
    const page = { Origin: 'https://example.com', 'Access-Control-Request-Method': 'GET' };
    for (const answer of [
      await askMe({ 'X-Auth-Token': token, ...page }),
      await askMe(page),
      await ask(scene.world, { method: 'OPTIONS', target: '/v4/user', headers: page }),
    ]) {
      const names = Object.keys(answer.headers);
      expect(names.filter((name) => /^(access-control|set-cookie)/.test(name))).toEqual([]);
    }
  });
});
