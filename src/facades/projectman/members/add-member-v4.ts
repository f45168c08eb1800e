import { Type } from '../../../contract/schema.ts';
import { Problem } from '../../../domain/kernel/index.ts';
import { addMember, defaultRoleId } from '../../../domain/projects/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { optionalRoleId, projectPath, userId } from '../parameters.ts';

/** Source: CodeArts Req API Reference, Project Members, Adding a Project Member. */
export const addMemberV4 = operation({
  name: 'AddMemberV4',
  summary: 'Giving a user of the account a role in a project',
  section: 'Project Members',
  method: 'POST',
  path: '/v4/projects/{project_id}/member',
  parameters: { path: projectPath },
  body: Type.Object({
    domain_id: Type.String({ description: "Account ID: the project's own." }),
    domain_name: Type.Optional(Type.String({ description: 'Account name; the ID decides.' })),
    user_id: userId,
    role_id: optionalRoleId,
  }),
  bodyModel: 'AddMemberRequestV4',
  success: { status: 204, model: 'AddMemberV4Response' },
  permission: inProject({
    action: 'codeartsreq:member:add',
    accessLevel: 'Write',
    policy: 'may-deny',
    point: 'project.members',
    source: 'inferred',
  }),
  transaction: 'write',
  example: {
    path: { project_id: '41aff5a35e0d4d7a8c1a5b1d8a1e5c2f' },
    body: {
      domain_id: '70d11a2d7275425689347ec104af2ad8',
      user_id: '665b542eb4c14b53a15ead449f28b0ba',
      role_id: 4,
    },
  },
  async handle({ records, now }, within, { body }) {
    if (body.domain_id !== within.project.domainId) {
      throw new Problem('invalid', {
        subject: 'member',
        field: 'domain_id',
        reason: 'must be the account of the project: members of other accounts are not supported',
      });
    }
    const member = { userId: body.user_id, roleId: body.role_id ?? defaultRoleId };
    await addMember(records, within, member, now);
    return { body: undefined };
  },
});
