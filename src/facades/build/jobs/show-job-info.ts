import { nullable, Type } from '../../../contract/schema.ts';
import { type OnTask, rightsOn } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { envelope, succeeded } from '../envelope.ts';
import { jobActions } from '../job-actions.ts';
import { rightsFields } from '../job-answers.ts';
import { jobPath } from '../job-parameters.ts';
import { onTask } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Build Task Management, Querying a Build Task. */
export const showJobInfo = operation({
  name: 'ShowJobInfo',
  summary: 'Querying a build task',
  section: 'Build Task Management',
  method: 'GET',
  path: '/v1/job/{job_id}/info',
  parameters: { path: jobPath },
  success: {
    status: 200,
    model: 'ShowJobInfoResponse',
    body: envelope(
      Type.Object({
        id: Type.String({ description: 'Build task ID.' }),
        project_id: Type.String({ description: 'CodeArts project ID.' }),
        project_permission_switch: Type.Boolean({
          description: "Whether the project's permissions hold for the task.",
        }),
        build_time: Type.Null({ description: 'Null until the first build.' }),
        charge_time: Type.Null({ description: 'Null until the first build.' }),
        create_time: Type.Integer({ description: 'Creation time, ms.' }),
        disabled: Type.Boolean({ description: 'Whether the task is disabled.' }),
        favorite: Type.Boolean({ description: 'Whether the caller follows it.' }),
        source_code: nullable(Type.String({ description: 'Type of the source.' })),
        running_status: Type.Null({ description: 'Null until the first build.' }),
        new_build: Type.Boolean({ description: 'Whether it has never been built.' }),
        job_name: Type.String({ description: 'Task name.' }),
        is_copy: Type.Boolean({ description: 'Whether the caller may copy it.' }),
        is_delete: Type.Boolean({ description: 'Whether the caller may delete it.' }),
        is_execute: Type.Boolean({ description: 'Whether the caller may run it.' }),
        is_forbidden: Type.Boolean({ description: 'Whether the caller may disable it.' }),
        is_manager: Type.Boolean({ description: 'Whether the caller may assign permissions.' }),
        is_modify: Type.Boolean({ description: 'Whether the caller may edit it.' }),
        is_view: Type.Boolean({ description: 'Whether the caller may view it.' }),
        last_build_status: Type.Literal('none', { description: 'none: never built.' }),
        last_build_time: Type.Null({ description: 'Null until the first build.' }),
        health_score: Type.Null({ description: 'Null until the first build.' }),
      }),
    ),
  },
  permission: onTask(jobActions.view),
  transaction: 'read',
  example: { path: { job_id: '48c66c6002964721be537cdc6ce0297b' } },
  async handle(_context, on) {
    return { body: succeeded(infoAnswer(on)) };
  },
});

function infoAnswer({ within, task }: OnTask) {
  const rights = rightsOn(within.role, within.grant.principal.userId, task);
  return {
    id: task.id,
    project_id: task.projectId,
    project_permission_switch: !task.ownPermissions,
    build_time: null,
    charge_time: null,
    create_time: task.createdAt,
    disabled: task.disabled !== null,
    favorite: task.followed,
    source_code: task.definition.sources[0]?.type ?? null,
    running_status: null,
    new_build: true,
    job_name: task.name,
    ...rightsFields(rights),
    is_manager: rights.assign,
    last_build_status: 'none' as const,
    last_build_time: null,
    health_score: null,
  };
}
