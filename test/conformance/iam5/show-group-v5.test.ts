import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { badValue, denied, missing } from './answers.ts';
import { heardOfNothing, newGroup, stranger } from './things.ts';

const showGroup = proven('IAM v5', 'ShowGroupV5');

onEveryStore((scene) => {
  it('shows a group', async () => {
    const group = await newGroup(scene.core);
    const { group_id } = group;
    for (const client of [scene.core, scene.token]) {
      expect((await client.send(showGroup, { group_id })).body).toEqual({ group });
    }
  });

  it('finds no unknown group and none of another account, in the same words', async () => {
    const foreign = await newGroup(await stranger(scene));
    for (const client of [scene.core, scene.token]) {
      const answer = await heardOfNothing(foreign.group_id, (group_id) =>
        client.send(showGroup, { group_id }),
      );
      expect(answer).toMatchObject(missing('Could not find group: '));
    }
  });

  it('refuses what is no id, and who has no policy', async () => {
    const answer = await scene.hand.send(showGroup, { group_id: 'a b' });
    expect(answer).toMatchObject(badValue('\\[group_id\\] must be 1 to 64 letters'));
    const { core } = await scene.enter('bare');
    const { group_id } = await newGroup(scene.core);
    expect(await core.send(showGroup, { group_id })).toMatchObject(denied('iam:groups:getGroupV5'));
  });
});
