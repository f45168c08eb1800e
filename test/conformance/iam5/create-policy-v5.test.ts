import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { anId, aTime, badValue, denied, taken } from './answers.ts';
import { freshName, harmless } from './things.ts';

const createPolicy = proven('IAM v5', 'CreatePolicyV5');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('creates a policy through the %s', async (way) => {
    const policy_name = freshName();
    const wanted = { policy_name, path: 'teams/a/', description: 'What a team may' };
    const body = { ...wanted, policy_document: harmless };
    const answer = await scene[way].send(createPolicy, {}, body);
    expect(answer.body).toEqual({
      policy: {
        ...wanted,
        policy_type: 'custom',
        policy_id: anId,
        urn: `iam::${scene.world.domainId}:policy:teams/a/${policy_name}`,
        default_version_id: 'v1',
        attachment_count: 0,
        created_at: aTime,
        updated_at: aTime,
      },
    });
  });

  it('refuses a name that is taken, by the system too', async () => {
    const policy_name = freshName();
    const body = { policy_name, policy_document: harmless };
    const first = await scene.core.send(createPolicy, {}, body);
    expect(first.body).toMatchObject({ policy: { path: '', description: '' } });
    for (const name of [policy_name, 'IAMReadOnlyPolicy']) {
      const again = await scene.core.send(createPolicy, {}, { ...body, policy_name: name });
      expect(again).toMatchObject(taken(`\\[policy_name\\] a policy named ${name} exists`));
    }
  });

  it.each([
    ['nothing', undefined, '\\[body\\] is required'],
    ['no name', { policy_document: harmless }, '\\[policy_name\\] is required'],
    ['no document', { policy_name: 'a' }, '\\[policy_document\\] is required'],
    ['a blank', { policy_name: 'a b', policy_document: harmless }, '\\[policy_name\\] must be 1'],
    [
      'an object',
      { policy_name: 'a', policy_document: {} },
      '\\[policy_document\\] must be a JSON',
    ],
    [
      'a path without its end',
      { policy_name: 'a', policy_document: harmless, path: 'teams' },
      '\\[path\\] must be words',
    ],
    [
      'a long description',
      { policy_name: 'a', policy_document: harmless, description: 'd'.repeat(1001) },
      '\\[description\\] must be at most 1000',
    ],
  ])('refuses %s', async (_what, body, reason) => {
    expect(await scene.hand.send(createPolicy, {}, body)).toMatchObject(badValue(reason));
  });

  it('refuses a malformed document', async () => {
    const body = { policy_name: freshName(), policy_document: '{"Version":"1.1"}' };
    const answer = await scene.core.send(createPolicy, {}, body);
    const error_msg = expect.stringMatching('Version must be "5.0"');
    expect(answer).toMatchObject({ status: 400, body: { error_msg } });
  });

  it('asks for a policy', async () => {
    const { core } = await scene.enter('bare');
    const body = { policy_name: freshName(), policy_document: harmless };
    const answer = await core.send(createPolicy, {}, body);
    expect(answer).toMatchObject(denied('iam:policies:createV5'));
  });
});
