import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { newAccount, onEveryStore } from '../scene.ts';
import { denied, paramError } from './answers.ts';

const checkName = proven('ProjectMan v4', 'CheckProjectNameV4');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('tells whether a name is taken, by %s', async (way) => {
    await newAccount(scene, `foreign-${way}`);
    for (const [project_name, exist] of [
      ['First project', true],
      ['first project', false],
      ['Second project', false],
      [`Of foreign-${way}`, false],
    ] as const) {
      const answer = await scene[way].send(checkName, {}, { project_name });
      expect(answer.body).toEqual({ exist });
    }
  });

  it.each([
    ['nothing', undefined, '\\[body\\] is required'],
    ['no JSON', '{', '\\[body\\] must be JSON'],
    ['no name', {}, '\\[project_name\\] is required'],
    ['a number', { project_name: 1 }, '\\[project_name\\] must be a text'],
  ])('refuses %s', async (_what, body, reason) => {
    expect(await scene.hand.send(checkName, {}, body)).toMatchObject(paramError(reason));
  });

  it('obeys a policy that denies it', async () => {
    const { core, person } = await scene.enter('denied');
    await scene.world.allow(person, 'Deny', 'codeartsreq:project:checkName');
    const answer = await core.send(checkName, {}, {});
    expect(answer).toMatchObject(denied('codeartsreq:project:checkName'));
  });
});
