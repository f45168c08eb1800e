import { expect } from 'vitest';
import type { Client } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import type { Role } from '../scene.ts';

/** Atelier's own refusal of a kind, with the reason (a pattern). */
export const refused = (status: number, reason: string) => ({
  status,
  body: {
    error_code: `AT.${status}`,
    error_msg: expect.stringMatching(reason),
    request_id: expect.any(String),
  },
});

export const noSuchGroup = refused(404, '\\[group_id\\] there is no such repository group');

/** Makes somebody a member of a group. */
export async function makeMember(
  client: Client,
  groupId: number,
  { person }: Role,
  roleId: number,
): Promise<void> {
  const set = operationOf('Atelier v1', 'SetGroupMember');
  const path = { group_id: groupId, user_id: person.user.id };
  const answer = await client.send(set, path, { role_id: roleId });
  expect(answer.status, answer.text).toBe(200);
}
