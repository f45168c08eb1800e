import { Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { projectPath } from '../parameters.ts';

/** Source: CodeArts Req API Reference, Project Members, Role of the Current User. */
export const showCurUserRole = operation({
  name: 'ShowCurUserRole',
  summary: "Querying the caller's role in a project",
  section: 'Project Members',
  method: 'GET',
  path: '/v4/projects/{project_id}/user-role',
  parameters: { path: projectPath },
  success: {
    status: 200,
    model: 'ShowCurUserRoleResponse',
    body: Type.Object({
      user_role: Type.Integer({
        description: 'Role in the project; -1 also for the root user of the account.',
      }),
    }),
  },
  permission: inProject({
    action: 'codeartsreq:member:getRole',
    accessLevel: 'Read',
    policy: 'may-deny',
    point: 'project.view',
    source: 'inferred',
  }),
  transaction: 'read',
  example: { path: { project_id: '41aff5a35e0d4d7a8c1a5b1d8a1e5c2f' } },
  async handle(_context, { role }) {
    return { body: { user_role: role.id } };
  },
});
