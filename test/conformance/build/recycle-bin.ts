import { expect } from 'vitest';
import type { Client } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { newTask } from './tasks.ts';

const deleteTask = operationOf('CodeArtsBuild v3', 'DeleteTheJob');
const listBin = operationOf('CodeArtsBuild v3', 'ListRecyclingJob');

/** Creates a task, deletes it and answers its id. */
export async function recycledTask(
  client: Client,
  project_id: string,
  job_name: string,
  more: object = {},
): Promise<string> {
  const job_id = await newTask(client, project_id, job_name, more);
  expect((await client.send(deleteTask, { job_id })).status).toBe(200);
  return job_id;
}

/** The recycle bin as a client sees it, of one project. */
export async function binOf(client: Client, project_id: string): Promise<string[]> {
  const answer = await client.send(listBin, { page_no: 1, page_size: 100 });
  expect(answer.status, answer.text).toBe(200);
  const { result } = answer.body as {
    result: { job_list: { job_id: string; project_id: string }[] };
  };
  return result.job_list.filter((job) => job.project_id === project_id).map((job) => job.job_id);
}
