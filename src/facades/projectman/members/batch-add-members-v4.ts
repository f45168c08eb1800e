import { Type } from '../../../contract/schema.ts';
import { addMembers, defaultRoleId } from '../../../domain/projects/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { optionalRoleId, projectPath, userId } from '../parameters.ts';

/**
 * Source: CodeArts Req API Reference, Project Members, Adding Project Members in Batches. The page
 * says that wrong user IDs are passed over in silence; here nobody is added then, and the entry is
 * named, because an answer without a body could not tell who is missing.
 */
export const batchAddMembersV4 = operation({
  name: 'BatchAddMembersV4',
  summary: 'Giving users of the account roles in a project',
  description: 'All of them become members, or none.',
  section: 'Project Members',
  method: 'POST',
  path: '/v4/projects/{project_id}/members',
  parameters: { path: projectPath },
  body: Type.Object({
    users: Type.Array(Type.Object({ user_id: userId, role_id: optionalRoleId }), {
      description: 'The new members.',
      minItems: 1,
      accepts: 'an array of one new member or more',
    }),
  }),
  bodyModel: 'BatchAddMembersV4RequestBody',
  success: { status: 204, model: 'BatchAddMembersV4Response' },
  sdk: { models: { users: 'BatchAddMemberRequestV4' } },
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
    body: { users: [{ user_id: '665b542eb4c14b53a15ead449f28b0ba', role_id: 5 }] },
  },
  async handle({ records, now }, within, { body }) {
    const members = body.users.map((user, i) => ({
      userId: user.user_id,
      roleId: user.role_id ?? defaultRoleId,
      place: `users[${i}].user_id`,
    }));
    await addMembers(records, within, members, now);
    return { body: undefined };
  },
});
