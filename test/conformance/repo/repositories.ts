import { expect } from 'vitest';
import type { Client } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';

/** Creates a repository and answers its uuid and its number. */
export async function newRepository(
  client: Client,
  projectId: string,
  body: object,
): Promise<{ uuid: string; id: number }> {
  const old = 'CodeArtsRepo v3 (v1-v3 paths)';
  const wanted = { project_uuid: projectId, ...body };
  const made = await client.send(operationOf(old, 'CreateRepository'), {}, wanted);
  expect(made.status, made.text).toBe(200);
  const uuid = (made.body as { result: { repository_uuid: string } }).result.repository_uuid;
  const show = operationOf(old, 'ShowRepositoryByUuid');
  const shown = await client.send(show, { repository_uuid: uuid });
  expect(shown.status, shown.text).toBe(200);
  return {
    uuid,
    id: (shown.body as { result: { repository_id: number } }).result.repository_id,
  };
}

export const noRepository = { error_code: 'CH.004404', error_msg: 'Repository Not Found' };

export const badRepository = '\\[repository_id\\] must be an integer from 1 to 2147483647';
