import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { makeMember } from '../atelier/group-members.ts';
import { alike, newProject, onEveryStore } from '../scene.ts';
import { badValue, enterProject, newGroup, noGroup, notAllowed } from './groups.ts';

const transfer = proven('CodeArtsRepo v4', 'TransferGroup');
const showGroup = operationOf('CodeArtsRepo v4', 'ShowGroup');
const deleteGroup = operationOf('CodeArtsRepo v4', 'DeleteGroup');

onEveryStore((scene) => {
  it('gives the group with all that is below to another member', async () => {
    const project_id = await newProject(scene);
    const first = await enterProject(scene, 'first', 4, project_id);
    const second = await enterProject(scene, 'second', 8, project_id);
    const group_id = await newGroup(first.core, project_id, { name: 'a', visibility: 'private' });
    const below = await newGroup(scene.core, project_id, { name: 'b', parent_id: group_id });
    await makeMember(scene.core, group_id, second, 8);
    const { number } = second.person.user;
    scene.now += 1000;
    const answer = await first.core.send(transfer, { group_id }, { owner_id: number });
    expect(answer.body).toMatchObject({
      id: group_id,
      full_name: `${project_id} / a`,
      full_path: `${project_id}/a`,
      name: 'a',
      parent_id: null,
      creator_id: number,
      // The owner before is a developer in the project still.
      my_role: { access_level: 30, source_type: 'Project', source_id: null, isGroupCreator: 0 },
    });
    const shown = await second.core.send(showGroup, { project_id, group_id });
    expect(shown.body).toMatchObject({ creator_id: number });
    const back = { owner_id: first.person.user.number };
    const again = await first.core.send(transfer, { group_id }, back);
    const lacks = notAllowed('.*lacks the permission repository-group.transfer');
    expect(again).toMatchObject({ status: 403, body: lacks });
    expect((await first.core.send(deleteGroup, { project_id, group_id: below })).status).toBe(403);
    expect((await second.core.send(deleteGroup, { project_id, group_id: below })).status).toBe(202);
  });

  it('gives it to members only, and to others than the owner', async () => {
    const project_id = await newProject(scene);
    const owner = await enterProject(scene, 'the owner', 4, project_id);
    const viewer = await enterProject(scene, 'a viewer', 8, project_id);
    const outside = await scene.enter('outside');
    const group_id = await newGroup(owner.core, project_id, { name: 'a' });
    const numbers = [owner, viewer, outside].map(({ person }) => person.user.number);
    for (const owner_id of [...numbers, 2_147_483_647]) {
      const answer = await owner.core.send(transfer, { group_id }, { owner_id });
      const noMember = badValue('\\[owner_id\\] must be the number of another member');
      expect(answer).toMatchObject({ status: 400, body: noMember });
    }
    for (const body of [{}, { owner_id: 0 }, { owner_id: '1' }]) {
      const answer = await owner.core.send(transfer, { group_id }, body);
      expect(answer).toMatchObject({ status: 400, body: badValue('\\[owner_id\\]') });
    }
  });

  it('is for the owner, and refuses nothing that is hidden otherwise than what is missing', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'a', visibility: 'private' });
    const manager = await enterProject(scene, 'manager', 3, project_id);
    const body = { owner_id: manager.person.user.number };
    const refused = await manager.core.send(transfer, { group_id }, body);
    expect(refused).toMatchObject({ status: 403, body: notAllowed('.*repository-group.transfer') });
    const outside = await enterProject(scene, 'tester', 6, project_id);
    const answers = [group_id, 2_147_483_647].map((id) =>
      outside.core.send(transfer, { group_id: id }, body),
    );
    expect(alike(await Promise.all(answers))).toMatchObject({ status: 404, body: noGroup });
    expect((await scene.core.send(transfer, { group_id }, body)).status).toBe(200);
  });
});
