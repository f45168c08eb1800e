import { expect } from 'vitest';
import type { Client } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';

const create = operationOf('CodeArtsRepo v4', 'CreateProjectProtectedBranches');

/** Protects a branch of all repositories of a project, and answers the rule. */
export async function protect(client: Client, project_id: string, body: object) {
  const answer = await client.send(create, { project_id }, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body as { id: number; name: string };
}

/** An action that is left to those who administer. */
export const forManagers = (action: 'push' | 'merge') => ({
  action,
  enable: true,
  users: [],
  user_teams: [],
  roles: [{ id: 3, name: 'Project manager', related_role_id: '3', chinese_name: '项目经理' }],
  addition_switchers: action === 'push' ? [{ name: 'allowed_force_push', enable: false }] : [],
});
