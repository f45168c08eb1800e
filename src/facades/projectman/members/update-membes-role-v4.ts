import { Type } from '../../../contract/schema.ts';
import { changeRoles } from '../../../domain/projects/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { projectPath, roleId, userIds } from '../parameters.ts';
import { namedUsers } from './named-users.ts';

/** Source: CodeArts Req API Reference, Project Members, Updating the Role of a Member. */
export const updateMembesRoleV4 = operation({
  name: 'UpdateMembesRoleV4',
  summary: 'Giving members of a project another role',
  description: 'All of them have the role then, or none. The creator of the project keeps theirs.',
  section: 'Project Members',
  method: 'POST',
  path: '/v4/projects/{project_id}/members/role',
  parameters: { path: projectPath },
  body: Type.Object({ role_id: roleId, user_ids: userIds }),
  bodyModel: 'UpdateMembersRoleV4RequestBody',
  success: { status: 204, model: 'UpdateMembesRoleV4Response' },
  permission: inProject({
    action: 'codeartsreq:member:updateRole',
    accessLevel: 'Write',
    policy: 'may-deny',
    point: 'project.members',
    source: 'inferred',
  }),
  transaction: 'write',
  example: {
    path: { project_id: '41aff5a35e0d4d7a8c1a5b1d8a1e5c2f' },
    body: { role_id: 7, user_ids: ['665b542eb4c14b53a15ead449f28b0ba'] },
  },
  async handle({ records, now }, within, { body }) {
    await changeRoles(records, within, namedUsers(body.user_ids), body.role_id, now);
    return { body: undefined };
  },
});
