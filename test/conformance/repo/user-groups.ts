import { expect } from 'vitest';
import type { Client } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { join, newGroup as newUserGroup } from '../iam/groups.ts';
import type { Role } from '../scene.ts';

const associateOperation = operationOf('CodeArtsRepo v4', 'AssociateGroupUserGroup');

/** A user group with these people. */
export async function userGroupOf(client: Client, ...people: Role[]) {
  const { id, name } = await newUserGroup(client);
  for (const { person } of people) await join(client, id, person.user.id);
  return { id, name };
}

export async function associate(
  client: Client,
  project_id: string,
  group_id: number,
  user_group_id: string,
) {
  const path = { project_id, group_id, user_group_id };
  const answer = await client.send(associateOperation, path);
  expect(answer.status, answer.text).toBe(201);
  return answer;
}
