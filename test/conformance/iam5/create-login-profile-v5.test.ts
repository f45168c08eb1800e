import { expect, it } from 'vitest';
import { proven, tokenOf } from '../../clients.ts';
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

const createProfile = proven('IAM v5', 'CreateLoginProfileV5');
const password = 'Secret-pass-1';

onEveryStore((scene) => {
  it.each([true, false])('lets the user log in; reset required: %j', async (required) => {
    const { user_id, user_name } = await newUser(scene, `reset-${required}`);
    const body = { password, password_reset_required: required };
    const answer = await scene.core.send(createProfile, { user_id }, body);
    const created_at = '2026-01-02T03:04:05.678Z';
    const login_profile = { user_id, password_reset_required: required, created_at };
    expect(answer.body).toEqual({ login_profile });
    const login = { domainName: scene.world.domainName, userName: user_name, password };
    expect(await tokenOf(scene.world, login)).not.toBe('');
  });

  it('is made once', async () => {
    const { user_id } = await newUser(scene, 'once');
    const body = { password, password_reset_required: false };
    await scene.core.send(createProfile, { user_id }, body);
    const again = await scene.core.send(createProfile, { user_id }, body);
    expect(again).toMatchObject(refused(409, 'PAP5.0005', 'The resource exists already'));
  });

  it.each([
    ['short', 'Secre-1'],
    ['long', `Secret-1${'x'.repeat(25)}`],
    ['of one kind', 'secretsecret'],
  ])('refuses a password that is %s', async (_what, weak) => {
    const { user_id } = await newUser(scene, `weak ${_what}`);
    const body = { password: weak, password_reset_required: false };
    const answer = await scene.core.send(createProfile, { user_id }, body);
    expect(answer).toMatchObject(badValue('\\[password\\] must be 8 to 32'));
    expect(answer.text).not.toContain(weak);
  });

  it('refuses a body without a word on resetting', async () => {
    const { user_id } = await newUser(scene, 'silent');
    const answer = await scene.core.send(createProfile, { user_id }, { password });
    expect(answer).toMatchObject(badValue('\\[password_reset_required\\] is required'));
  });

  it("finds nobody of another account, leaves root's alone, and asks for a policy", async () => {
    const body = { password, password_reset_required: false };
    const answer = await heardOfNobody(scene, (client, user_id) =>
      client.send(createProfile, { user_id }, body),
    );
    expect(answer).toMatchObject(notFound('Could not find user'));
    const manager = await scene.enter('manager', { allow: ['iam:*:*'] });
    const root = await manager.core.send(createProfile, { user_id: await rootOf(scene) }, body);
    expect(root).toMatchObject(rootOnly);
    const { core, person } = await scene.enter('bare');
    const asked = await core.send(createProfile, { user_id: person.user.id }, body);
    expect(asked).toMatchObject(denied('iam:users:createLoginProfileV5'));
  });
});
