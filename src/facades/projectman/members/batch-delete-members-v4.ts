import { Type } from '../../../contract/schema.ts';
import { removeMembers } from '../../../domain/projects/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { projectPath, userIds } from '../parameters.ts';
import { namedUsers } from './named-users.ts';

/** Source: CodeArts Req API Reference, Project Members, Deleting Project Members in Batches. */
export const batchDeleteMembersV4 = operation({
  name: 'BatchDeleteMembersV4',
  summary: 'Removing members from a project',
  description: 'All of them are removed, or none. The creator of the project stays.',
  section: 'Project Members',
  method: 'DELETE',
  path: '/v4/projects/{project_id}/members',
  parameters: { path: projectPath },
  body: Type.Object({ user_ids: userIds }),
  bodyModel: 'BatchDeleteMembersV4RequestBody',
  success: { status: 204, model: 'BatchDeleteMembersV4Response' },
  permission: inProject({
    action: 'codeartsreq:member:remove',
    accessLevel: 'Write',
    policy: 'may-deny',
    point: 'project.members',
    source: 'inferred',
  }),
  transaction: 'write',
  example: {
    path: { project_id: '41aff5a35e0d4d7a8c1a5b1d8a1e5c2f' },
    body: { user_ids: ['665b542eb4c14b53a15ead449f28b0ba'] },
  },
  async handle({ records, now }, within, { body }) {
    await removeMembers(records, within, namedUsers(body.user_ids), now);
    return { body: undefined };
  },
});
