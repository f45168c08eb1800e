import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { anId, aTime, badValue, denied, taken } from './answers.ts';
import { freshName } from './things.ts';

const createGroup = proven('IAM v5', 'CreateGroupV5');

const badName = '\\[group_name\\] must be 1 to 128';

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('creates a group through the %s', async (way) => {
    const group_name = `Developers of ${way} {1}`;
    const wanted = { group_name, description: 'Who writes code' };
    const answer = await scene[way].send(createGroup, {}, wanted);
    const urn = `iam::${scene.world.domainId}:group:${group_name}`;
    expect(answer.body).toEqual({ group: { ...wanted, group_id: anId, created_at: aTime, urn } });
  });

  it('refuses a name that is taken', async () => {
    const group_name = freshName();
    expect((await scene.core.send(createGroup, {}, { group_name })).status).toBe(201);
    const again = await scene.core.send(createGroup, {}, { group_name });
    expect(again).toMatchObject(taken(`\\[group_name\\] a group named ${group_name} exists`));
  });

  it.each([
    ['nothing', undefined, '\\[body\\] is required'],
    ['no name', {}, '\\[group_name\\] is required'],
    ['a number as name', { group_name: 1 }, '\\[group_name\\] must be a text'],
    ['an empty name', { group_name: '' }, badName],
    ['a slash', { group_name: 'a/b' }, badName],
    ['129 characters', { group_name: 'a'.repeat(129) }, badName],
    [
      'a description with a sign',
      { group_name: 'x', description: '50%' },
      '\\[description\\] must be at most 255 characters, none of them',
    ],
  ])('refuses %s', async (_what, body, reason) => {
    expect(await scene.hand.send(createGroup, {}, body)).toMatchObject(badValue(reason));
  });

  it('asks for a policy', async () => {
    const { core } = await scene.enter('bare');
    const answer = await core.send(createGroup, {}, { group_name: freshName() });
    expect(answer).toMatchObject(denied('iam:groups:createGroupV5'));
  });
});
