import { codeArtsProjectId, nullable, Type } from '../../../contract/schema.ts';
import { moveTasks } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { envelope, succeeded } from '../envelope.ts';
import { jobId } from '../job-parameters.ts';

/** Source: CodeArts Build API Reference, Group Management, Moving Build Tasks to a Group. */
export const moveGroup = operation({
  name: 'MoveGroup',
  summary: 'Moving build tasks to a group',
  section: 'Group Management',
  method: 'POST',
  path: '/v1/job/{project_id}/group/move',
  parameters: { path: Type.Object({ project_id: codeArtsProjectId() }) },
  body: Type.Object({
    group_id: Type.Optional(
      Type.String({
        description: 'Task group ID; absent or empty: the tasks become ungrouped.',
        pattern: '^([0-9a-zA-Z]{32})?$',
        accepts: 'the 32 letters and digits of a build task group ID',
      }),
    ),
    jobs: Type.Array(
      Type.Object({
        job_id: jobId(),
        job_name: Type.Optional(Type.String({ description: 'Ignored: the ID names the task.' })),
      }),
      { minItems: 1, maxItems: 100, accepts: 'a list of 1 to 100 build tasks' },
    ),
  }),
  bodyModel: 'MoveJobGroupRequestBody',
  success: {
    status: 200,
    model: 'MoveGroupResponse',
    body: envelope(
      Type.Array(
        Type.Object({
          job_id: Type.String({ description: 'Build task ID.' }),
          group_path_id: nullable(
            Type.String({ description: 'IDs from the top group down; null: ungrouped.' }),
          ),
        }),
      ),
    ),
  },
  // Nothing is marked, and without tasks there is nothing to move.
  sdk: {
    models: { jobs: 'MoveJobGroupRequestBodyJobs' },
    required: { jobs: false, 'jobs.job_id': false },
  },
  permission: inProject({
    action: 'codeartsbuild:group:moveGroup',
    accessLevel: 'Write',
    policy: 'may-deny',
    point: 'build-group.manage',
    source: 'inferred',
  }),
  transaction: 'write',
  example: {
    path: { project_id: 'b4d3971c3988463b865f6f920846149e' },
    body: {
      group_id: '626c66e962e44ce680b168c409d0502a',
      jobs: [{ job_id: '48c66c6002964721be537cdc6ce0297b', job_name: 'build-example' }],
    },
  },
  async handle({ records, kinds, now }, within, { body }) {
    const ids = body.jobs.map((each) => each.job_id.toLowerCase());
    const groupId = body.group_id?.toLowerCase() || null;
    const group = await moveTasks(records, within, kinds.buildTaskGroup, ids, groupId, now);
    const moved = ids.map((id) => ({ job_id: id, group_path_id: group?.path ?? null }));
    return { body: succeeded(moved) };
  },
});
