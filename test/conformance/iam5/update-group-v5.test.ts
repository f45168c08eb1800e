import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { badValue, denied, missing, taken } from './answers.ts';
import { freshName, heardOfNothing, newGroup, stranger } from './things.ts';

const updateGroup = proven('IAM v5', 'UpdateGroupV5');
const showGroup = operationOf('IAM v5', 'ShowGroupV5');

onEveryStore((scene) => {
  it('changes what is given and nothing else', async () => {
    const group = await newGroup(scene.core);
    const { group_id } = group;
    const description = 'text';
    const body = { new_group_description: description };
    const described = await scene.core.send(updateGroup, { group_id }, body);
    expect(described.body).toEqual({ group: { ...group, description } });
    const new_group_name = freshName();
    await scene.token.send(updateGroup, { group_id }, { new_group_name });
    const urn = `iam::${scene.world.domainId}:group:${new_group_name}`;
    const renamed = { ...group, group_name: new_group_name, urn, description };
    expect((await scene.core.send(showGroup, { group_id })).body).toEqual({ group: renamed });
    const same = await scene.core.send(updateGroup, { group_id }, { new_group_name });
    expect(same.body).toEqual({ group: renamed });
  });

  it('refuses a name that is taken or bad', async () => {
    const { group_name: new_group_name } = await newGroup(scene.core);
    const { group_id } = await newGroup(scene.core);
    const clash = await scene.core.send(updateGroup, { group_id }, { new_group_name });
    expect(clash).toMatchObject(taken('\\[group_name\\] a group named'));
    const bad = await scene.core.send(updateGroup, { group_id }, { new_group_name: 'a:b' });
    expect(bad).toMatchObject(badValue('\\[group_name\\] must be 1 to 128'));
  });

  it('finds none of another account, and asks for a policy', async () => {
    const foreign = await newGroup(await stranger(scene));
    const body = { new_group_name: freshName() };
    const answer = await heardOfNothing(foreign.group_id, (group_id) =>
      scene.core.send(updateGroup, { group_id }, body),
    );
    expect(answer).toMatchObject(missing('Could not find group: '));
    const { core } = await scene.enter('bare');
    const { group_id } = await newGroup(scene.core);
    const refusal = await core.send(updateGroup, { group_id }, body);
    expect(refusal).toMatchObject(denied('iam:groups:updateGroupV5'));
  });
});
