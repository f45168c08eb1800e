import { searchText, Type } from '../../../contract/schema.ts';
import { type BuildTask, keepDays, listRecycledTasks } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { buildTime } from '../group-answers.ts';
import { numberedPageOf, pageNumberQuery } from '../job-parameters.ts';

const text = (description: string) => Type.String({ description });
const recycledJob = Type.Object({
  job_id: text('Build task ID.'),
  job_name: text('Task name.'),
  project_id: text('CodeArts project ID.'),
  creator_name: text('Name of the user who made the task.'),
  creator_id: text('ID of the user who made the task.'),
  create_time: text('When the task was made: 2024-09-20 14:38:49.'),
  delete_time: text('When the task was deleted.'),
  create_time_stamp: text('When the task was made, in seconds since 1970.'),
  delete_time_stamp: text('When the task was deleted, in seconds since 1970.'),
});

/** Source: CodeArts Build API Reference, Build Task Management, ListRecyclingJob. */
export const listRecyclingJob = operation({
  name: 'ListRecyclingJob',
  summary: 'Querying the build tasks in the recycle bin',
  section: 'Build Task Management',
  method: 'GET',
  path: '/v1/job/recycling-jobs',
  parameters: {
    query: Type.Object({
      ...pageNumberQuery,
      search: Type.Optional(searchText('Part of the name of the task or its creator.')),
    }),
  },
  success: {
    status: 200,
    model: 'ListRecyclingJobResponse',
    body: Type.Object({
      success: Type.Literal(true),
      message: Type.Null(),
      err_code: Type.Null(),
      result: Type.Object({
        keep_time: Type.Integer({ description: 'For how many days tasks are kept.' }),
        total: Type.Integer({ description: 'Tasks in the whole list.' }),
        job_list: Type.Array(recycledJob),
      }),
      status: Type.Literal('success'),
    }),
  },
  permission: inAccount({
    action: 'codeartsbuild:job:listRecycled',
    accessLevel: 'List',
    policy: 'may-deny',
    source: 'inferred',
  }),
  transaction: 'read',
  example: { query: { page_no: 1, page_size: 10 } },
  async handle({ records, now, buildTimeZone }, grant, { query }) {
    const page = numberedPageOf(query);
    const { items, total } = await listRecycledTasks(records, grant, query.search, page, now);
    const job_list = items.map((task) => recycledAnswer(task, buildTimeZone));
    const keep_time = await keepDays(records, grant.principal.domainId);
    return {
      body: {
        success: true as const,
        message: null,
        err_code: null,
        result: { keep_time, total, job_list },
        status: 'success' as const,
      },
    };
  },
});

function recycledAnswer(task: BuildTask, offsetMinutes: number) {
  const deletedAt = task.deletedAt ?? 0;
  const time = (ms: number) => buildTime(ms, offsetMinutes).slice(0, 19).replace('T', ' ');
  const seconds = (ms: number) => String(Math.floor(ms / 1000));
  return {
    job_id: task.id,
    job_name: task.name,
    project_id: task.projectId,
    creator_name: task.creatorName,
    creator_id: task.creatorId,
    create_time: time(task.createdAt),
    delete_time: time(deletedAt),
    create_time_stamp: seconds(task.createdAt),
    delete_time_stamp: seconds(deletedAt),
  };
}
