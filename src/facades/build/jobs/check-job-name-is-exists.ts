import { codeArtsProjectId, Type } from '../../../contract/schema.ts';
import { isTaskNameTaken, taskNameRule } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { inQueriedProject } from '../../permissions.ts';

/** Source: CodeArts Build API Reference, Build Task Management, Checking Whether a Name Exists. */
export const checkJobNameIsExists = operation({
  name: 'CheckJobNameIsExists',
  summary: 'Checking whether a build task of a project has a name',
  section: 'Build Task Management',
  method: 'GET',
  path: '/v1/job/check/exist',
  parameters: {
    query: Type.Object({
      project_id: codeArtsProjectId(),
      job_name: Type.String({ description: 'Task name.', accepts: taskNameRule }),
    }),
  },
  success: {
    status: 200,
    model: 'CheckJobNameIsExistsResponse',
    body: Type.Object({
      result: Type.Boolean({ description: 'Whether a task has the name.' }),
      status: Type.Literal('success'),
    }),
  },
  permission: inQueriedProject({
    action: 'codeartsbuild:job:checkName',
    accessLevel: 'Read',
    policy: 'may-deny',
    point: 'build-task.view',
    source: 'inferred',
  }),
  transaction: 'read',
  example: {
    query: { project_id: 'b4d3971c3988463b865f6f920846149e', job_name: 'build-example' },
  },
  async handle({ records }, within, { query }) {
    const result = await isTaskNameTaken(records, within, query.job_name);
    return { body: { result, status: 'success' as const } };
  },
});
