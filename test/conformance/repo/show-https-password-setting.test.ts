import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';

const show = proven('CodeArtsRepo v4', 'ShowHttpsPasswordSetting');
const setPassword = operationOf('Atelier v1', 'SetHttpsPassword');

onEveryStore((scene) => {
  it('tells whose password git asks for, of the caller alone', async () => {
    const { core } = await scene.enter('shows');
    expect((await core.send(show, {})).body).toBe('true');
    await core.send(setPassword, {}, { password: 'Clone-it-2026' });
    expect((await core.send(show, {})).body).toBe('false');
    expect((await scene.core.send(show, {})).body).toBe('true');
  });

  it('is refused to whom a policy denies it', async () => {
    const { core, person } = await scene.enter('denied');
    await scene.world.allow(person, 'Deny', 'codeartsrepo:user:*');
    expect((await core.send(show, {})).status).toBe(403);
  });
});
