import { expect, it } from 'vitest';
import type { Client } from '../../clients.ts';
import { operationOf, type SdkOperation } from '../../strict-answers.ts';
import { alike, newProject, type Scene } from '../scene.ts';
import { enterProject, newGroup, noGroup, notAllowed } from './groups.ts';

const updatePolicy = operationOf('CodeArtsRepo v4', 'UpdateGroupGeneralPolicy');
const updateWatermark = operationOf('CodeArtsRepo v4', 'UpdateGroupWatermark');

export const setPolicy = (client: Client, group_id: number, body: object) =>
  client.send(updatePolicy, { group_id }, body);

export const setWatermark = (client: Client, group_id: number, watermark: boolean) =>
  client.send(updateWatermark, { group_id }, { watermark });

/** A group with one in it, in a project of their own. */
export async function twoLevels({ core, ...scene }: Scene) {
  const project_id = await newProject({ core, ...scene });
  const top = await newGroup(core, project_id, { name: 'top' });
  const below = await newGroup(core, project_id, { name: 'below', parent_id: top });
  return { project_id, top, below };
}

/** Shows that an operation on a group tells nobody whether a private group is there. */
export function itHidesGroups(scene: Scene, operation: SdkOperation, rest: object, body?: object) {
  it('hides groups', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'a', visibility: 'private' });
    const viewer = await enterProject(scene, `viewer of ${operation.id}`, 8, project_id);
    const answers = [group_id, 2_147_483_647].map((id) =>
      viewer.core.send(operation, { group_id: id, ...rest }, body),
    );
    expect(alike(await Promise.all(answers))).toMatchObject({ status: 404, body: noGroup });
  });
}

/** Shows that an operation is for those who may change the settings of a group. */
export function itIsForManagers(scene: Scene, operation: SdkOperation, body: object) {
  it('is for project managers and owners', async () => {
    const project_id = await newProject(scene);
    const enter = (name: string, role: number) =>
      enterProject(scene, `${name} of ${operation.id}`, role, project_id);
    const [owner, manager, other] = [
      await enter('owner', 4),
      await enter('manager', 3),
      await enter('other', 4),
    ];
    const group_id = await newGroup(owner.core, project_id, { name: 'a' });
    for (const { core } of [owner, manager]) {
      expect((await core.send(operation, { group_id }, body)).status).toBe(200);
    }
    const refused = await other.core.send(operation, { group_id }, body);
    const lacks = notAllowed('.*lacks the permission repository-group.settings');
    expect(refused).toMatchObject({ status: 403, body: lacks });
  });
}
