import { Type } from '../../contract/schema.ts';
import type { NamedRights, TaskRights } from '../../domain/builds/index.ts';
import { rightsFields } from './job-answers.ts';

const may = (what: string) => Type.Boolean({ description: `Whether the role may ${what}.` });

/** What a role may do with a task. */
export const jobRights = {
  is_modify: may('edit the task'),
  is_delete: may('delete the task'),
  is_view: may('view the task'),
  is_execute: may('run the task'),
  is_copy: may('copy the task'),
  is_forbidden: may('disable the task'),
  is_manager: may('assign permissions on the task'),
};

export function jobRightsAnswer(rights: TaskRights) {
  return { ...rightsFields(rights), is_manager: rights.assign };
}

/** What answers about a task's permissions have beside them. */
export const jobRightsTimes = {
  job_id: Type.String({ description: 'Build task ID.' }),
  create_time: Type.String({ description: 'When the task was made: Jun 5, 2024 4:00:58 PM.' }),
  last_update_time: Type.String({ description: 'When the permissions were set.' }),
  count: Type.Integer({ description: 'Always 0.' }),
};

export function jobRightsTimesAnswer(
  task: { readonly id: string; readonly createdAt: number },
  { changedAt }: Pick<NamedRights, 'changedAt'>,
  offsetMinutes: number,
) {
  return {
    job_id: task.id,
    create_time: longTime(task.createdAt, offsetMinutes),
    last_update_time: longTime(changedAt, offsetMinutes),
    count: 0,
  };
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `Jun 5, 2024 4:00:58 PM`. Source: ShowJobRolePermission, example. */
function longTime(ms: number, offsetMinutes: number): string {
  const local = new Date(ms + offsetMinutes * 60_000);
  const day = `${months[local.getUTCMonth()]} ${local.getUTCDate()}, ${local.getUTCFullYear()}`;
  const hours = local.getUTCHours();
  const minutes = local.toISOString().slice(14, 19);
  return `${day} ${hours % 12 || 12}:${minutes} ${hours < 12 ? 'AM' : 'PM'}`;
}
