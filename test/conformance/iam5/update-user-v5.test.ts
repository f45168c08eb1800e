import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import {
  badValue,
  denied,
  heardOfNobody,
  newUser,
  notFound,
  refused,
  rootOf,
  rootOnly,
} from './answers.ts';

const updateUser = proven('IAM v5', 'UpdateUserV5');
const showUser = operationOf('IAM v5', 'ShowUserV5');
const callerIdentity = operationOf('STS v1', 'GetCallerIdentity');

onEveryStore((scene) => {
  it('changes what is named and leaves the rest', async () => {
    const user = await newUser(scene, 'before');
    const { user_id } = user;
    const changes = { new_user_name: 'after', new_description: 'renamed' };
    const answer = await scene.core.send(updateUser, { user_id }, changes);
    const urn = `iam::${scene.world.domainId}:user:after`;
    const changed = { ...user, user_name: 'after', description: 'renamed', urn };
    expect(answer.body).toEqual({ user: changed });
    const off = await scene.core.send(updateUser, { user_id }, { enabled: false });
    expect(off.body).toEqual({ user: { ...changed, enabled: false } });
    const shown = await scene.core.send(showUser, { user_id });
    expect(shown.body).toEqual({ user: { ...changed, enabled: false, tags: [] } });
  });

  it('keeps a disabled user out, whatever they come with, until they are enabled', async () => {
    const { core, token, person } = await scene.enter('in-and-out');
    const user_id = person.user.id;
    const statuses = async () => [
      (await core.send(callerIdentity)).status,
      (await token.send(callerIdentity)).status,
    ];
    expect(await statuses()).toEqual([200, 200]);
    await scene.core.send(updateUser, { user_id }, { enabled: false });
    expect(await statuses()).toEqual([401, 401]);
    await scene.core.send(updateUser, { user_id }, { enabled: true });
    expect(await statuses()).toEqual([200, 200]);
  });

  it('refuses a name that another user has, and takes the one they have', async () => {
    await newUser(scene, 'one');
    const { user_id } = await newUser(scene, 'other');
    const taken = await scene.core.send(updateUser, { user_id }, { new_user_name: 'one' });
    expect(taken).toMatchObject(refused(409, 'PAP5.0005', 'The resource exists already'));
    const own = await scene.core.send(updateUser, { user_id }, { new_user_name: 'other' });
    expect(own.status).toBe(200);
    const bad = await scene.core.send(updateUser, { user_id }, { new_user_name: '2nd' });
    expect(bad).toMatchObject(badValue('\\[.*name\\] must be 1 to 64'));
  });

  it('neither renames nor disables the root user', async () => {
    const user_id = await rootOf(scene);
    for (const changes of [{ enabled: false }, { new_user_name: 'other-root' }]) {
      const answer = await scene.core.send(updateUser, { user_id }, changes);
      expect(answer).toMatchObject(refused(409, 'PAP5.0006', '.* is the root user'));
    }
    const { core } = await scene.enter('manager', { allow: ['iam:*:*'] });
    const answer = await core.send(updateUser, { user_id }, { new_description: 'mine' });
    expect(answer).toMatchObject(rootOnly);
  });

  it('finds nobody of another account, and asks for a policy', async () => {
    const answer = await heardOfNobody(scene, (client, user_id) =>
      client.send(updateUser, { user_id }, { enabled: false }),
    );
    expect(answer).toMatchObject(notFound('Could not find user'));
    const { core, person } = await scene.enter('bare');
    const asked = await core.send(updateUser, { user_id: person.user.id }, {});
    expect(asked).toMatchObject(denied('iam:users:updateUserV5'));
  });
});
