import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { enterWithRepository } from '../repo/https-passwords.ts';
import { onEveryStore } from '../scene.ts';

const setPassword = proven('Atelier v1', 'SetHttpsPassword');

onEveryStore((scene) => {
  it('sets a password that git asks for, in place of the one before', async () => {
    const { core, person, gitLetsIn } = await enterWithRepository(scene, 'sets');
    expect(await gitLetsIn(person.password)).toBe(true);
    expect((await core.send(setPassword, {}, { password: 'Clone-it-2026' })).status).toBe(204);
    expect(await gitLetsIn('Clone-it-2026')).toBe(true);
    expect(await gitLetsIn(person.password)).toBe(false);
    expect((await core.send(setPassword, {}, { password: 'Clone-it-2027' })).status).toBe(204);
    expect(await gitLetsIn('Clone-it-2026')).toBe(false);
    expect(await gitLetsIn('Clone-it-2027')).toBe(true);
  });

  it('refuses one that is too short, too long, too simple, or the name', async () => {
    const { core } = await scene.enter('Poor-Name');
    for (const password of [
      'Sh0rt-!',
      `Aa1-${'x'.repeat(29)}`,
      'onlylower123',
      'Poor-Name',
      'emaN-rooP',
    ]) {
      const answer = await core.send(setPassword, {}, { password });
      expect([password, answer.status]).toEqual([password, 400]);
      expect(JSON.stringify(answer.body)).toContain('must be 8 to 32 characters of at least three');
      expect(JSON.stringify(answer.body)).not.toContain(password);
    }
    expect((await core.send(setPassword, {}, {})).status).toBe(400);
  });
});
