import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore, unknownId } from '../scene.ts';
import { rootOf } from '../users.ts';
import { badBody, denied } from './answers.ts';

const listUsers = proven('IAM v3', 'KeystoneListUsers');
const createV5 = operationOf('IAM v5', 'CreateUserV5');

onEveryStore((scene) => {
  it('lists all users of the account, and those alone that are asked for', async () => {
    await scene.core.send(createV5, {}, { name: 'off', enabled: false, description: 'D' });
    await scene.world.addUser('on');
    const answer = await scene.core.send(listUsers);
    const self = `${scene.world.endpoint}/v3/users`;
    const { domainId: domain_id, userName } = scene.world;
    const id = await rootOf(scene);
    const root = { id, domain_id, name: userName, description: '', enabled: true };
    const { users } = answer.body as { users: { name: string }[] };
    expect(answer.body).toMatchObject({ links: { self, previous: null, next: null } });
    expect(users.map(({ name }) => name)).toEqual([userName, 'off', 'on']);
    expect(users[0]).toEqual({
      ...root,
      pwd_status: false,
      password_expires_at: null,
      access_mode: 'default',
      links: { self: `${self}/${id}`, previous: null, next: null },
    });
    expect(users[1]).toMatchObject({ enabled: false, access_mode: 'programmatic' });

    for (const [query, names] of [
      [{ name: 'on' }, ['on']],
      [{ enabled: false }, ['off']],
      [{ enabled: true }, [userName, 'on']],
      [{ domain_id }, [userName, 'off', 'on']],
      [{ domain_id: unknownId }, []],
      [{ password_expires_at: 'lt:2036-12-08T22:02:00Z' }, []],
    ] as const) {
      const { body } = await scene.token.send(listUsers, query);
      const found = (body as { users: { name: string }[] }).users.map(({ name }) => name);
      expect(found, JSON.stringify(query)).toEqual(names);
    }
  });

  it('refuses a time of no such form, and asks for a policy', async () => {
    const answer = await scene.core.send(listUsers, { password_expires_at: 'soon' });
    expect(answer).toMatchObject(badBody('\\[password_expires_at\\] must be an operator'));
    const { core } = await scene.enter('bare');
    expect(await core.send(listUsers)).toMatchObject(denied('iam:users:listUsers'));
  });
});
