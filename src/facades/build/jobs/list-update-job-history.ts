import { oneOf, Type } from '../../../contract/schema.ts';
import { type ListedVersion, listVersions } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { envelope, succeeded } from '../envelope.ts';
import { jobActions } from '../job-actions.ts';
import { jobPath, numberedPageOf, pageNumberQuery } from '../job-parameters.ts';
import { onTask } from '../task-permissions.ts';

/** Source: CodeArts Build API Reference, Build Task Management, ListUpdateJobHistory. */
export const listUpdateJobHistory = operation({
  name: 'ListUpdateJobHistory',
  summary: 'Querying when a build task was made and updated',
  section: 'Build Task Management',
  method: 'GET',
  path: '/v1/job/{job_id}/history',
  parameters: { path: jobPath, query: Type.Object(pageNumberQuery) },
  success: {
    status: 200,
    model: 'ListUpdateJobHistoryResponse',
    body: envelope(
      Type.Object({
        job_update_records: Type.Array(
          Type.Object({
            id: Type.String({ description: 'ID of the record.' }),
            update_number: Type.Integer({ description: 'Number of the version; 0: the first.' }),
            update_type: oneOf(['CREATE', 'UPDATE'], { description: 'What was done.' }),
            user_id: Type.String({ description: 'ID of the user who did it.' }),
            user_name: Type.String({ description: 'Name of the user who did it.' }),
            nick_name: Type.String({ description: 'Nickname of the user who did it.' }),
            update_at: Type.Integer({ description: 'When, ms.' }),
          }),
        ),
        total: Type.Integer({ description: 'Records in the whole list.' }),
      }),
    ),
  },
  permission: onTask(jobActions.view),
  transaction: 'read',
  example: {
    path: { job_id: '48c66c6002964721be537cdc6ce0297b' },
    query: { page_no: 1, page_size: 10 },
  },
  async handle({ records }, on, { query }) {
    const { items, total } = await listVersions(records, on, numberedPageOf(query));
    return { body: succeeded({ job_update_records: items.map(recordAnswer), total }) };
  },
});

function recordAnswer({ taskId, number, userId, userName, nickName, createdAt }: ListedVersion) {
  return {
    id: `${taskId}-${number}`,
    update_number: number,
    update_type: number === 0 ? ('CREATE' as const) : ('UPDATE' as const),
    user_id: userId,
    user_name: userName,
    nick_name: nickName,
    update_at: createdAt,
  };
}
