import { expect, it } from 'vitest';
import { proven, vendorClient } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { denied, heardOfNobody, newUser, notFound, refused, rootOf, rootOnly } from './answers.ts';

const createKey = proven('IAM v5', 'CreateAccessKeyV5');
const callerIdentity = operationOf('STS v1', 'GetCallerIdentity');

onEveryStore((scene) => {
  it('creates a key that opens at once, and no third one', async () => {
    const { user_id } = await newUser(scene, 'keyed');
    const answer = await scene.core.send(createKey, { user_id });
    expect(answer.body).toEqual({
      access_key: {
        user_id,
        access_key_id: expect.stringMatching(/^[A-Z0-9]{20}$/),
        secret_access_key: expect.stringMatching(/^[A-Za-z0-9]{40}$/),
        status: 'active',
        created_at: '2026-01-02T03:04:05.678Z',
      },
    });
    const { access_key } = answer.body as {
      access_key: { access_key_id: string; secret_access_key: string };
    };
    const keys = { accessKey: access_key.access_key_id, secretKey: access_key.secret_access_key };
    const caller = await vendorClient(scene.world, keys).send(callerIdentity);
    expect(caller.body).toMatchObject({ principal_id: user_id });

    expect((await scene.token.send(createKey, { user_id })).status).toBe(201);
    const third = await scene.core.send(createKey, { user_id });
    expect(third).toMatchObject(refused(409, 'PAP5.0003', 'The quota is used up\\. .* 2 access'));
  });

  it('makes no key of the root user for anyone else', async () => {
    const { core } = await scene.enter('manager', { allow: ['iam:*:*'] });
    const answer = await core.send(createKey, { user_id: await rootOf(scene) });
    expect(answer).toMatchObject(rootOnly);
  });

  it('finds nobody of another account, and asks for a policy', async () => {
    const answer = await heardOfNobody(scene, (client, user_id) =>
      client.send(createKey, { user_id }),
    );
    expect(answer).toMatchObject(notFound('Could not find user'));
    const { core, person } = await scene.enter('bare');
    const asked = await core.send(createKey, { user_id: person.user.id });
    expect(asked).toMatchObject(denied('iam:credentials:createCredentialV5'));
  });
});
