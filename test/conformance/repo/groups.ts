import { expect } from 'vitest';
import type { Client } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import type { Role, Scene } from '../scene.ts';

/** Creates a group and answers its id. */
export async function newGroup(client: Client, projectId: string, body: object): Promise<number> {
  const create = operationOf('CodeArtsRepo v4', 'CreateGroup');
  const answer = await client.send(create, { project_id: projectId }, body);
  expect(answer.status, answer.text).toBe(201);
  return (answer.body as { id: number }).id;
}

/** A user whom policies let do everything in Repo, with a role in a project: 4 developer, 8 viewer. */
export function enterProject(scene: Scene, name: string, role: number, id: string): Promise<Role> {
  return scene.enter(name, { role, in: id, allow: ['codeartsrepo:*:*'] });
}

/** Repo's documented refusal of a value, with the field and rule that follow it (a pattern). */
export const badValue = (reason: string) => ({
  error_code: 'CH.010001',
  error_msg: expect.stringMatching(new RegExp(`^Invalid parameter value format\\. ${reason}`)),
});

export const badProject =
  '\\[project_id\\] must be the 32 letters and digits of a CodeArts project ID';
export const badGroup = '\\[group_id\\] must be an integer from 1 to 2147483647';

const permission = 'Insufficient permissions. Apply for the required permissions and try again.';

/** What a caller hears who does not see the project: the documented text and no more. */
export const noProject = { error_code: 'CH.004403', error_msg: permission };

export const notAllowed = (reason: string) => ({
  error_code: 'CH.004403',
  error_msg: expect.stringMatching(new RegExp(`^${permission} ${reason}`)),
});

export const noGroup = { error_code: 'CH.004404', error_msg: 'Group Not Found' };

/** Values of `group_id` that are no repository group's. */
export const malformedGroupIds = ['abc', '0', '-1', '1.5', '1e3', '2147483648', ' 1', '0x1'];
