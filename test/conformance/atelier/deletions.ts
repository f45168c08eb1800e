import { expect } from 'vitest';
import type { Client } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';

interface Deletion {
  readonly id: number | string;
  readonly path: string;
  readonly count: number;
  readonly restorable_until: string;
}

const deleteRepositoryGroup = operationOf('CodeArtsRepo v4', 'DeleteGroup');
const deleteBuildGroup = operationOf('CodeArtsBuild v3', 'DeleteGroup');
const listRepositoryGroups = operationOf('Atelier v1', 'ListDeletedRepositoryGroups');

/** Deletes a repository group with all below it. */
export async function deleteGroup(client: Client, project_id: string, group_id: number) {
  const answer = await client.send(deleteRepositoryGroup, { project_id, group_id });
  expect(answer.status, answer.text).toBe(202);
}

export async function deleteTaskGroup(client: Client, project_id: string, id: string) {
  const answer = await client.send(deleteBuildGroup, { project_id, id });
  expect(answer.status, answer.text).toBe(200);
}

/** What the client is told of deleted repository groups, newest first. */
export async function deletedGroups(client: Client, project_id: string): Promise<Deletion[]> {
  const answer = await client.send(listRepositoryGroups, { project_id });
  return (answer.body as { deleted: Deletion[] }).deleted;
}

export const notDeleted = '\\[group_id\\] nothing that was deleted in the project and can be';
