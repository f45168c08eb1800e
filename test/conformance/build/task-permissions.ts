import { expect } from 'vitest';
import type { Client } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';

const setPermissions = operationOf('CodeArtsBuild v3', 'BatchUpdateJobRolePermission');
const showPermissions = operationOf('CodeArtsBuild v3', 'ShowJobRolePermission');

/** A right as answers and bodies name it. */
export type Right =
  | 'is_modify'
  | 'is_delete'
  | 'is_view'
  | 'is_execute'
  | 'is_copy'
  | 'is_forbidden'
  | 'is_manager';

export const allRights: Readonly<Record<Right, boolean>> = {
  is_modify: true,
  is_delete: true,
  is_view: true,
  is_execute: true,
  is_copy: true,
  is_forbidden: true,
  is_manager: true,
};

/** Sets what a role may do with a task; the rest stays. */
export async function permit(
  client: Client,
  job_id: string,
  role_id: number,
  rights: Partial<Record<Right, boolean>>,
): Promise<void> {
  const body = { job_ids: [job_id], permissions: [{ role_id, ...rights }] };
  const answer = await client.send(setPermissions, {}, body);
  expect(answer.status, answer.text).toBe(200);
}

/** What a role may do with a task, as its matrix says. */
export async function rightsOf(client: Client, job_id: string, role_id: number) {
  const answer = await client.send(showPermissions, { job_id });
  expect(answer.status, answer.text).toBe(200);
  const { result } = answer.body as { result: (Record<Right, boolean> & { role_id: number })[] };
  const row = result.find((each) => each.role_id === role_id);
  return Object.fromEntries(Object.keys(allRights).map((right) => [right, row?.[right as Right]]));
}
