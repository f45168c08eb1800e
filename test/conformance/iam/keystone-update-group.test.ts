import { expect, it } from 'vitest';
import { proven, vendorClient } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { newAccount, onEveryStore, unknownId } from '../scene.ts';
import { badBody, denied, refused } from './answers.ts';
import { newGroup } from './groups.ts';

const updateGroup = proven('IAM v3', 'KeystoneUpdateGroup');
const showGroup = operationOf('IAM v3', 'KeystoneShowGroup');

onEveryStore((scene) => {
  it('changes what is given and nothing else', async () => {
    const group = await newGroup(scene.core);
    const { id: group_id } = group;
    const body = { group: { description: 'text' } };
    const answer = await scene.core.send(updateGroup, { group_id }, body);
    expect(answer).toMatchObject({ body: { group: { name: group.name, description: 'text' } } });
    const { domainId: domain_id } = scene.world;
    await scene.token.send(updateGroup, { group_id }, { group: { name: 'renamed', domain_id } });
    const renamed = { ...group, name: 'renamed', description: 'text' };
    expect((await scene.core.send(showGroup, { group_id })).body).toEqual({ group: renamed });
  });

  it('refuses a name that is taken or bad', async () => {
    const { name } = await newGroup(scene.core);
    const { id: group_id } = await newGroup(scene.core);
    const clash = await scene.core.send(updateGroup, { group_id }, { group: { name } });
    const text =
      'Conflict occurred when attempting to store group - \\[group.name\\] a group named';
    expect(clash).toMatchObject(refused(409, 'IAM.0005', text));
    const bad = await scene.core.send(updateGroup, { group_id }, { group: { name: '' } });
    expect(bad).toMatchObject(badBody('\\[group.name\\] must be 1 to 128'));
  });

  it('finds no unknown group and none of another account, and asks for a policy', async () => {
    const stranger = vendorClient(scene.world, await newAccount(scene, 'foreign'));
    const foreign = await newGroup(stranger);
    for (const id of [unknownId, foreign.id]) {
      const answer = await scene.core.send(updateGroup, { group_id: id }, { group: {} });
      expect(answer).toMatchObject(refused(404, 'IAM.0004', `Could not find group: ${id}\\.$`));
    }
    const { core } = await scene.enter('bare');
    const { id: group_id } = await newGroup(scene.core);
    const refusal = await core.send(updateGroup, { group_id }, { group: {} });
    expect(refusal).toMatchObject(denied('iam:groups:updateGroup'));
  });
});
