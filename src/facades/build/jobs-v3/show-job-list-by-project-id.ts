import { Type } from '../../../contract/schema.ts';
import { listTasks } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { jobActions } from '../job-actions.ts';
import { job, jobAnswer } from '../job-answers.ts';
import { filterOf, pageOf, pageQuery, projectPath } from '../job-parameters.ts';

/** Source: CodeArts Build API Reference, Old Build APIs, Querying Build Tasks in a Project. */
export const showJobListByProjectId = operation({
  name: 'ShowJobListByProjectId',
  summary: 'Querying the build tasks of a project (V3)',
  section: 'Old Build APIs',
  method: 'GET',
  path: '/v3/{project_id}/jobs',
  parameters: { path: projectPath, query: Type.Object(pageQuery) },
  success: {
    status: 200,
    model: 'ShowJobListByProjectIdResponse',
    body: Type.Object({
      jobs: Type.Array(job),
      total: Type.Integer({ description: 'Tasks in the whole list.' }),
    }),
  },
  // The page gives defaults to what the SDKs demand.
  sdk: { required: { page_index: true, page_size: true } },
  permission: inProject(jobActions.list),
  transaction: 'read',
  example: {
    path: { project_id: 'b4d3971c3988463b865f6f920846149e' },
    query: { page_index: 0, page_size: 2 },
  },
  async handle({ records }, within, { query }) {
    const { items, total } = await listTasks(records, within, filterOf({}), pageOf(query));
    return { body: { jobs: items.map(jobAnswer), total } };
  },
});
