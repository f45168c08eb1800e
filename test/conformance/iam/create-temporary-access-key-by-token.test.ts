import { describe, expect, it } from 'vitest';
import { ask, proven, signed, tokenClient, tokenOf, vendorClient } from '../../clients.ts';
import { type Answer, operationOf } from '../../strict-answers.ts';
import { loginOf, onEveryStore } from '../scene.ts';
import { rootOf } from '../users.ts';
import { badBody, denied, expire, refused } from './answers.ts';

const create = proven('IAM v3', 'CreateTemporaryAccessKeyByToken');
const showUser = operationOf('ProjectMan v4', 'ShowCurUserInfo');
const readUser = operationOf('IAM v5', 'ShowUserV5');
const revoke = operationOf('IAM v3', 'KeystoneRevokeToken');

interface Credential {
  readonly access: string;
  readonly secret: string;
  readonly securitytoken: string;
  readonly expires_at: string;
}

const credentialOf = ({ body }: Answer) => (body as { credential: Credential }).credential;
const identity = (part: object = {}) => ({ auth: { identity: { methods: ['token'], ...part } } });

onEveryStore((scene) => {
  /** The vendor's core, signing with what was answered. */
  const clientOf = (answer: Answer) => {
    const { access, secret, securitytoken } = credentialOf(answer);
    const keys = { accessKey: access, secretKey: secret };
    return vendorClient(scene.world, keys, { securityToken: securitytoken });
  };

  it('gives the holder of a token a key that signs with its security token', async () => {
    const { token, core, person } = await scene.enter('holder');
    const id = await tokenOf(scene.world, loginOf(scene, person));
    for (const answer of [
      await token.send(create, {}, identity()),
      await token.send(create, {}, identity({ token: { id: 'not looked at' } })),
      await core.send(create, {}, identity({ token: { id } })),
    ]) {
      expect(credentialOf(answer)).toEqual({
        access: expect.stringMatching(/^[0-9A-Z]{20}$/),
        secret: expect.stringMatching(/^[0-9A-Za-z]{40}$/),
        securitytoken: expect.stringMatching(/^[0-9A-Za-z]{64}$/),
        expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}000Z$/),
      });
      expect((await clientOf(answer).send(showUser)).body).toMatchObject({ user_name: 'holder' });
    }
  });

  it.each([
    [undefined, 900],
    [900, 900],
    [86_400, 86_400],
  ])('lets it last as long as is asked: %s seconds', async (duration_seconds, lasts) => {
    const before = Date.now();
    const answer = await scene.token.send(create, {}, identity({ token: { duration_seconds } }));
    const ends = Date.parse(credentialOf(answer).expires_at);
    expect(ends).toBeGreaterThanOrEqual(before + lasts * 1000);
    expect(ends).toBeLessThanOrEqual(Date.now() + lasts * 1000);
  });

  it('counts none of them among the two keys of a user', async () => {
    const { token, person } = await scene.enter('collector');
    for (let i = 0; i < 3; i += 1) {
      expect((await token.send(create, {}, identity())).status).toBe(201);
    }
    const { domainId, id } = person.user;
    const { store } = scene.world.server.data;
    const keys = await store.read(({ access }) => access.listAccessKeys(domainId, id));
    expect(keys.map(({ accessKey }) => accessKey)).toEqual([person.accessKey]);
  });

  describe('with a policy', () => {
    const policyOf = (...statements: object[]) => ({ Version: '1.1', Statement: statements });
    const allow = (action: string, rest: object = {}) => ({
      Effect: 'Allow',
      Action: [action],
      ...rest,
    });
    const deny = (action: string) => ({ Effect: 'Deny', Action: [action] });
    const from = (...addresses: string[]) => ({
      Condition: { IpAddress: { 'g:SourceIp': addresses } },
    });
    const refusal = { status: 403, body: { error_msg: expect.stringContaining('session policy') } };
    const read = 'iam:users:getUserV5';

    it.each([
      ['allows the call', policyOf(allow(read)), { status: 200 }],
      ['allows another', policyOf(allow('iam:users:listUsersV5')), refusal],
      ['denies the call beside an allow of all', policyOf(allow('*'), deny(read)), refusal],
      ['allows it from here', policyOf(allow(read, from('127.0.0.0/8'))), { status: 200 }],
      ['allows it from elsewhere', policyOf(allow(read, from('192.0.2.0/24'))), refusal],
      [
        'allows it of this user',
        policyOf(allow(read, { Resource: ['iam:::user:atelier'] })),
        { status: 200 },
      ],
      ['allows it of another', policyOf(allow(read, { Resource: ['iam:::user:else'] })), refusal],
    ])('narrows even the root user: it %s', async (_what, policy, wanted) => {
      const user_id = await rootOf(scene);
      const answer = await scene.token.send(create, {}, identity({ policy }));
      expect(await clientOf(answer).send(readUser, { user_id })).toMatchObject(wanted);
    });

    it.each([
      ['allows the call', policyOf(allow('codeartsreq:member:get')), { status: 200 }],
      ['allows another', policyOf(allow(read)), refusal],
      ['denies the call', policyOf(allow('*'), deny('codeartsreq:member:get')), refusal],
    ])('narrows calls for which users need no policy: it %s', async (_what, policy, wanted) => {
      const answer = await scene.token.send(create, {}, identity({ policy }));
      expect(await clientOf(answer).send(showUser)).toMatchObject(wanted);
    });

    it('widens nobody', async () => {
      const { token, person } = await scene.enter('denied');
      await scene.world.allow(person, 'Deny', 'codeartsreq:member:get');
      const answer = await token.send(create, {}, identity({ policy: policyOf(allow('*')) }));
      expect(await clientOf(answer).send(showUser)).toMatchObject({ status: 403 });
    });

    it('lets nobody make credentials that are less narrow', async () => {
      const narrow = clientOf(
        await scene.token.send(create, {}, identity({ policy: policyOf(allow('*')) })),
      );
      const id = await tokenOf(scene.world, scene.world);
      const answer = await narrow.send(create, {}, identity({ token: { id } }));
      const text = 'You are not authorized .* a policy narrows makes no credentials';
      expect(answer).toMatchObject(refused(403, 'IAM.0002', text));
    });

    const statement = { Effect: 'Allow', Action: ['a:b:c'] };
    it.each([
      ['another version', { Version: '5.0', Statement: [statement] }, 'Version\\] must be "1.1"'],
      ['no statements', { Version: '1.1', Statement: [] }, 'Statement\\] must be a list of 1 to 8'],
      ['nine', { Version: '1.1', Statement: Array(9).fill(statement) }, 'Statement\\] must be a'],
      [
        'what it does not know',
        { Version: '1.1', Statement: [{ ...statement, NotResource: ['x'] }] },
        'Statement\\[0\\]\\.NotResource\\] is not known here',
      ],
      [
        'what is no action',
        { Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['all'] }] },
        '\\] Statement\\[0\\]\\.Action\\[0\\] must be service:type:operation',
      ],
      [
        'an unknown condition operator',
        policyOf({ ...statement, Condition: { Equals: { 'g:UserName': ['x'] } } }),
        '\\] Statement\\[0\\]\\.Condition\\.Equals',
      ],
      [
        'what names no resource',
        policyOf({ ...statement, Resource: ['x'] }),
        '\\] Statement\\[0\\]\\.Resource\\[0\\] must be \\* or',
      ],
      [
        'more than 6144 characters',
        { Version: '1.1', Statement: [{ Effect: 'Allow', Action: [`a:b:${'c'.repeat(6200)}`] }] },
        '\\] The document must have at most 6144 characters',
      ],
    ])('refuses one with %s', async (_what, policy, reason) => {
      const answer = await scene.token.send(create, {}, identity({ policy }));
      const place = reason.startsWith('\\]')
        ? '\\[auth.identity.policy'
        : '\\[auth.identity.policy.';
      expect(answer).toMatchObject(badBody(`${place}${reason}`));
    });
  });

  describe('refuses', () => {
    it.each([
      ['no methods', { auth: { identity: {} } }, '\\[auth.identity.methods\\] is required'],
      ['an unknown method', { auth: { identity: { methods: ['x'] } } }, '\\[auth.identity.meth'],
      ['899 seconds', identity({ token: { duration_seconds: 899 } }), '.* from 900 to 86400'],
      ['86401 seconds', identity({ token: { duration_seconds: 86_401 } }), '.* from 900 to 86400'],
      ['a text as seconds', identity({ token: { duration_seconds: '900' } }), '.* from 900 to 86'],
    ])('%s', async (_what, body, reason) => {
      expect(await scene.token.send(create, {}, body)).toMatchObject(badBody(reason));
    });

    it('a signature without a token', async () => {
      const answer = await scene.core.send(create, {}, identity());
      expect(answer).toMatchObject(badBody('\\[auth.identity.token.id\\] is required where'));
    });

    it("tokens in the body that are unknown, expired or somebody else's alike", async () => {
      const { person } = await scene.enter('another');
      const expired = await tokenOf(scene.world, scene.world);
      await expire(scene, expired);
      for (const id of ['MIIx', expired, await tokenOf(scene.world, loginOf(scene, person))]) {
        const answer = await scene.core.send(create, {}, identity({ token: { id } }));
        const text =
          'The request you have made requires authentication\\. \\[auth.identity.token.id';
        expect(answer).toMatchObject(refused(401, 'IAM.0001', text));
      }
    });

    it('whom a policy denies it', async () => {
      const { token, person } = await scene.enter('not allowed');
      await scene.world.allow(person, 'Deny', 'iam:tokens:createTemporaryAccessKey');
      const answer = await token.send(create, {}, identity());
      expect(answer).toMatchObject(denied('iam:tokens:createTemporaryAccessKey'));
    });

    it('the form for agencies, which is not offered', async () => {
      const body = { auth: { identity: { methods: ['assume_role'] } } };
      const answer = await scene.hand.send(create, {}, body);
      expect(answer).toMatchObject({ status: 404, body: { error_code: 'APIGW.0101' } });
    });
  });

  it('takes the token beside a signature', async () => {
    const token = await tokenOf(scene.world, scene.world);
    const body = JSON.stringify(identity());
    const request = { method: 'POST', target: create.path, body };
    const headers = signed(scene.world, {
      ...request,
      headers: { 'Content-Type': 'application/json', 'X-Auth-Token': token },
    });
    expect((await ask(scene.world, { ...request, headers }, create)).status).toBe(201);
  });

  it('outlives the token that it was made with', async () => {
    const token = await tokenOf(scene.world, scene.world);
    const client = tokenClient(scene.world, token);
    const made = clientOf(await client.send(create, {}, identity()));
    await scene.token.send(revoke, { 'X-Subject-Token': token });
    expect((await made.send(showUser)).status).toBe(200);
  });
});
