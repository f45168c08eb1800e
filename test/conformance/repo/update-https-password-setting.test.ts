import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { enterWithRepository } from './https-passwords.ts';

const update = proven('CodeArtsRepo v4', 'UpdateHttpsPasswordSetting');
const setPassword = operationOf('Atelier v1', 'SetHttpsPassword');

onEveryStore((scene) => {
  it('goes back to the login password, and forth to the one for git', async () => {
    const { core, person, gitLetsIn } = await enterWithRepository(scene, 'switches');
    await core.send(setPassword, {}, { password: 'Clone-it-2026' });
    expect((await core.send(update, {}, { https_clone_iam_auth: 'true' })).body).toBe('true');
    expect(await gitLetsIn(person.password)).toBe(true);
    expect(await gitLetsIn('Clone-it-2026')).toBe(false);
    expect((await core.send(update, {}, { https_clone_iam_auth: 'false' })).body).toBe('false');
    expect(await gitLetsIn(person.password)).toBe(false);
    expect(await gitLetsIn('Clone-it-2026')).toBe(true);
  });

  it('refuses what is neither, and a password that was never set', async () => {
    const { core } = await scene.enter('never');
    for (const [body, reason] of [
      [{}, 'https_clone_iam_auth'],
      [{ https_clone_iam_auth: 'yes' }, 'https_clone_iam_auth'],
      [{ https_clone_iam_auth: 'false' }, 'only once an HTTPS password is set'],
    ] as const) {
      const answer = await core.send(update, {}, body);
      expect(answer.status).toBe(400);
      expect(JSON.stringify(answer.body)).toContain(reason);
    }
  });
});
