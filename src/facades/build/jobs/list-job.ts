import { Type } from '../../../contract/schema.ts';
import { listTasksOfAccount } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { jobOfAccount, jobOfAccountAnswer } from '../job-answers.ts';
import { filterOf, listQuery, pageOf, pageQuery } from '../job-parameters.ts';

/** Source: CodeArts Build API Reference, Build Task Management, Querying All Tasks of a User. */
export const listJob = operation({
  name: 'ListJob',
  summary: 'Querying the build tasks of all projects',
  section: 'Build Task Management',
  method: 'GET',
  path: '/v1/job/list',
  parameters: { query: Type.Object({ ...pageQuery, ...listQuery }) },
  success: {
    status: 200,
    model: 'ListJobResponse',
    body: Type.Object({
      result: Type.Object({
        total: Type.Integer({ description: 'Tasks in the whole list.' }),
        job_list: Type.Array(jobOfAccount),
      }),
      status: Type.Literal('success'),
    }),
  },
  permission: inAccount({
    action: 'codeartsbuild:job:list',
    accessLevel: 'List',
    policy: 'may-deny',
    source: 'inferred',
  }),
  transaction: 'read',
  example: { query: { page_index: 0, page_size: 10 } },
  async handle({ records }, grant, { query }) {
    const { items, total } = await listTasksOfAccount(
      records,
      grant,
      filterOf(query),
      pageOf(query),
    );
    const result = { total, job_list: items.map(jobOfAccountAnswer) };
    return { body: { result, status: 'success' as const } };
  },
});
