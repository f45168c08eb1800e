import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';

const decode = proven('STS v1', 'DecodeAuthorizationMessage');
const listGroups = operationOf('CodeArtsRepo v4', 'ListGroups');
const createProject = operationOf('IAM v3', 'KeystoneCreateProject');

onEveryStore((scene) => {
  it('tells whom a policy lets why somebody was refused, in every dialect', async () => {
    const poor = await scene.enter('poor');
    const helper = await scene.enter('helper', { allow: ['sts::decodeAuthorizationMessage'] });
    const project = { project: { name: 'cn-north-4_x' } };
    const refusals = {
      'codeartsrepo:group:getGroup': await poor.core.send(listGroups),
      'iam:projects:createProject': await poor.core.send(createProject, {}, project),
    };
    for (const [action, { status, body }] of Object.entries(refusals)) {
      expect(status).toBe(403);
      const { encoded_authorization_message } = body as Record<string, string>;
      const told = await helper.core.send(
        decode,
        {},
        { encoded_message: encoded_authorization_message },
      );
      expect(told.status).toBe(200);
      const { decoded_message } = told.body as { decoded_message: string };
      expect(JSON.parse(decoded_message)).toMatchObject({
        action,
        failure: 'implicit deny by identity-based policy',
        context: { user_profile: { user_name: 'poor', domain_id: scene.world.domainId } },
      });
    }
  });

  it('refuses those whom none lets', async () => {
    const { core } = await scene.enter('nobody');
    const answer = await core.send(decode, {}, { encoded_message: 'x' });
    expect(answer).toMatchObject({ status: 403, body: { error_code: 'STS5.0001' } });
  });

  it.each([
    [{}, 'is required'],
    [{ encoded_message: '' }, 'must be a text of 1 to 10240 characters'],
    [{ encoded_message: 'x'.repeat(10_241) }, 'must be a text of 1 to 10240 characters'],
    [{ encoded_message: 'eA==' }, 'must be an encoded authorization message of your account'],
  ])('refuses a bad message', async (body, reason) => {
    const answer = await scene.core.send(decode, {}, body);
    expect(answer).toMatchObject({
      status: 400,
      body: {
        error_code: 'STS5.0002',
        error_msg: expect.stringContaining(`[encoded_message] ${reason}`),
      },
    });
  });
});
