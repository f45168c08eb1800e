import { expect } from 'vitest';
import type { Client } from '../../clients.ts';
import { type Answer, operationOf, type SdkOperation } from '../../strict-answers.ts';
import { alike, newProject, type Scene, unknownId } from '../scene.ts';

const createTask = operationOf('CodeArtsBuild v3', 'CreateNewJob');
const showConfig = operationOf('CodeArtsBuild v3', 'ShowJobConfig');
const listTasks = operationOf('CodeArtsBuild v3', 'ListProjectJobs');

/** What a body must at least have. */
export const smallest = { arch: 'x86-64', steps: [] };

/** Creates a task and answers its id. */
export async function newTask(
  client: Client,
  project_id: string,
  job_name: string,
  more: object = {},
): Promise<string> {
  const answer = await client.send(createTask, {}, { ...smallest, project_id, job_name, ...more });
  return jobIdIn(answer);
}

/** The id that an operation which made or changed a task answered. */
export function jobIdIn(answer: Answer): string {
  expect(answer.status, answer.text).toBe(200);
  return (answer.body as { result: { job_id: string } }).result.job_id;
}

export async function configOf(client: Client, job_id: string): Promise<Record<string, unknown>> {
  const answer = await client.send(showConfig, { job_id, get_all_params: 'true' });
  expect(answer.status, answer.text).toBe(200);
  return (answer.body as { result: Record<string, unknown> }).result;
}

/** A task as the list of its project shows it. */
export interface Task {
  readonly id: string;
  readonly job_name: string;
  readonly group_id: string | null;
  readonly group_path_id: string | null;
}

export async function tasksOf(
  client: Client,
  project_id: string,
  values: Readonly<Record<string, string | number | boolean>> = {},
): Promise<Task[]> {
  const paging = { page_index: 0, page_size: 100 };
  const answer = await client.send(listTasks, { project_id, ...paging, ...values });
  expect(answer.status, answer.text).toBe(200);
  return (answer.body as { jobs: Task[] }).jobs;
}

/** The refusal where a task is unknown or hidden; V3 has a code of its own. */
export const noTask = (error_code = 'DEVCB.00031006') => ({
  status: 422,
  body: {
    error_code,
    error_msg:
      'The build task does not exist. [job_id] there is no such build task that you can see',
  },
});
export const noTaskOfV3 = noTask('CB.00031006');

export const badTaskId = {
  status: 400,
  body: {
    error_code: 'CB.00060201',
    error_msg: expect.stringMatching(
      /^Invalid task ID\. \[job_id\] (is required and )?must be the 32/,
    ),
  },
};

/** Expects that a task that is unknown or hidden is told alike, and that a malformed id names none. */
export async function expectNoTask(
  scene: Scene,
  operation: SdkOperation,
  refusal = noTask(),
): Promise<void> {
  const job_id = await newTask(scene.core, await newProject(scene), 'a');
  const outsider = await scene.enter('outsider');
  const answers = [
    await scene.core.send(operation, { job_id: unknownId }),
    await scene.token.send(operation, { job_id: unknownId }),
    await outsider.core.send(operation, { job_id }),
  ];
  expect(alike(answers)).toMatchObject(refusal);
  expect(await scene.core.send(operation, { job_id: 'a' })).toMatchObject(badTaskId);
}
