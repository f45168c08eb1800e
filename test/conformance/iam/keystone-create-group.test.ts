import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore, unknownId } from '../scene.ts';
import { badBody, denied, refused } from './answers.ts';

const createGroup = proven('IAM v3', 'KeystoneCreateGroup');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('creates a group through the %s', async (way) => {
    const { world, now } = scene;
    const group = { name: `of ${way}`, description: 'text', domain_id: world.domainId };
    const answer = await scene[way].send(createGroup, {}, { group });
    const id = expect.stringMatching(/^[0-9a-f]{32}$/);
    const links = { self: expect.stringMatching(`^${world.endpoint}/v3/groups/[0-9a-f]{32}$`) };
    expect(answer.body).toEqual({ group: { ...group, id, links, create_time: now } });
  });

  it('refuses a name that is taken, a bad one and another account', async () => {
    const group = { name: 'taken' };
    expect((await scene.core.send(createGroup, {}, { group })).status).toBe(201);
    const again = await scene.core.send(createGroup, {}, { group });
    const text =
      'Conflict occurred when attempting to store group - \\[group.name\\] a group named';
    expect(again).toMatchObject(refused(409, 'IAM.0005', text));
    for (const [body, reason] of [
      [{}, '\\[group\\] is required'],
      [{ group: {} }, '\\[group.name\\] is required'],
      [{ group: { name: 'a/b' } }, '\\[group.name\\] must be 1 to 128'],
      [{ group: { name: 'a', description: '#' } }, '\\[group.description\\] must be at most 255'],
    ] as const) {
      expect(await scene.hand.send(createGroup, {}, body)).toMatchObject(badBody(reason));
    }
    const elsewhere = { group: { name: 'x', domain_id: unknownId } };
    const answer = await scene.core.send(createGroup, {}, elsewhere);
    expect(answer).toMatchObject(refused(404, 'IAM.0004', '\\[.*\\] Could not find domain'));
  });

  it('asks for a policy', async () => {
    const { core } = await scene.enter('bare');
    const answer = await core.send(createGroup, {}, { group: { name: 'mine' } });
    expect(answer).toMatchObject(denied('iam:groups:createGroup'));
  });
});
