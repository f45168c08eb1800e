import { expect } from 'vitest';
import type { Client } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';

/** A build task group as the tree shows it. */
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly parent_id: string | null;
  readonly path_id: string;
  readonly ordinal: number;
  readonly children: Group[] | null;
}

/** Creates a group, at the top unless told otherwise, and answers its id. */
export async function newGroup(
  client: Client,
  projectId: string,
  name: string,
  parentId?: string,
): Promise<string> {
  const body = { name, ...(parentId === undefined ? {} : { parent_id: parentId }) };
  const create = operationOf('CodeArtsBuild v3', 'CreateJobGroup');
  const answer = await client.send(create, { project_id: projectId }, body);
  expect(answer.status, answer.text).toBe(200);
  return (answer.body as { result: [{ id: string }] }).result[0].id;
}

export async function treeOf(client: Client, projectId: string): Promise<Group[]> {
  const listTree = operationOf('CodeArtsBuild v3', 'ListGroupTree');
  const answer = await client.send(listTree, { project_id: projectId });
  expect(answer.status, answer.text).toBe(200);
  return (answer.body as { result: Group[] }).result;
}

/** Build's documented refusal with the field and rule that follow its text (a pattern). */
export const invalidParam = (reason: string) => ({
  error_code: 'CB.00060200',
  error_msg: expect.stringMatching(new RegExp(`^Invalid param\\. ${reason}`)),
});

export const badProject =
  '\\[project_id\\] must be the 32 letters and digits of a CodeArts project ID';
export const noProject = '\\[project_id\\] there is no such project that you can see';
