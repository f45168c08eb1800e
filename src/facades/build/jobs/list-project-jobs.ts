import { Type } from '../../../contract/schema.ts';
import { listTasks } from '../../../domain/builds/index.ts';
import { seeNode } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { jobActions } from '../job-actions.ts';
import { job, jobAnswer, jobOfAccount, jobOfAccountAnswer } from '../job-answers.ts';
import { filterOf, listQuery, pageOf, pageQuery, projectPath } from '../job-parameters.ts';

/** Source: CodeArts Build API Reference, Build Task Management, Querying the Tasks of a Project. */
export const listProjectJobs = operation({
  name: 'ListProjectJobs',
  summary: 'Querying the build tasks of a project',
  section: 'Build Task Management',
  method: 'GET',
  path: '/v1/job/{project_id}/list',
  parameters: {
    path: projectPath,
    query: Type.Object({
      ...pageQuery,
      ...listQuery,
      by_group: Type.Optional(
        Type.Boolean({ description: 'Ignored: group_path_id alone says which group is meant.' }),
      ),
      group_path_id: Type.Optional(
        Type.String({
          description: 'ID of a group or its path of IDs: only tasks in it and below.',
          pattern: '^([0-9a-zA-Z]{32}(\\.[0-9a-zA-Z]{32}){0,9})?$',
          accepts: 'the 32 letters and digits of a build task group ID, or several with periods',
        }),
      ),
    }),
  },
  success: {
    status: 200,
    model: 'ListProjectJobsResponse',
    // The SDKs read the one shape, Terraform and newer pages the other.
    body: Type.Object({
      jobs: Type.Array(job),
      total: Type.Integer({ description: 'Tasks in the whole list.' }),
      result: Type.Object({
        total: Type.Integer({ description: 'Tasks in the whole list.' }),
        job_list: Type.Array(jobOfAccount),
      }),
      status: Type.Literal('success'),
    }),
  },
  // The page gives defaults to what the SDKs demand.
  sdk: { required: { page_index: true, page_size: true } },
  permission: inProject(jobActions.list),
  transaction: 'read',
  example: {
    path: { project_id: 'b4d3971c3988463b865f6f920846149e' },
    query: { page_index: 0, page_size: 10 },
  },
  async handle({ records, kinds }, within, { query }) {
    const groupId = query.group_path_id?.toLowerCase().split('.').at(-1);
    const group =
      groupId && (await seeNode(records, within, kinds.buildTaskGroup, groupId, 'groupPath'));
    const filter = { ...filterOf(query), ...(group ? { groupPath: group.path } : {}) };
    const { items, total } = await listTasks(records, within, filter, pageOf(query));
    return {
      body: {
        jobs: items.map(jobAnswer),
        total,
        result: { total, job_list: items.map(jobOfAccountAnswer) },
        status: 'success' as const,
      },
    };
  },
});
