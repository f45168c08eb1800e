import { expect } from 'vitest';
import type { Client } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';

const createGroup = operationOf('IAM v3', 'KeystoneCreateGroup');
const addUser = operationOf('IAM v3', 'KeystoneAddUserToGroup');

let groups = 0;

/** A group, as the list and the details show it. */
export async function newGroup(client: Client) {
  groups += 1;
  const wanted = { group: { name: `group ${groups}` } };
  const answer = await client.send(createGroup, {}, wanted);
  expect(answer.status, answer.text).toBe(201);
  const { group } = answer.body as { group: { id: string; name: string; links: object } };
  return { ...group, links: { ...group.links, previous: null, next: null } };
}

export async function join(client: Client, group_id: string, user_id: string): Promise<void> {
  const answer = await client.send(addUser, { group_id, user_id });
  expect(answer.status, answer.text).toBe(204);
}
