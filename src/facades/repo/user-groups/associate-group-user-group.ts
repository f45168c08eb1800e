import { Type } from '../../../contract/schema.ts';
import { associateUserGroup, seeNode } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { userGroupId } from '../../user-group-id.ts';
import { projectAndGroupPath } from '../parameters.ts';

/** Source: CodeArts Repo API Reference, V4, Group, Associating a User Group. */
export const associateGroupUserGroup = operation({
  name: 'AssociateGroupUserGroup',
  summary: 'Making the users of a user group members of a repository group',
  description:
    'They are members with their role in the project for as long as they are in the user group: ' +
    'whoever joins it later is one too, and whoever leaves it no longer.',
  section: 'Group',
  method: 'POST',
  path: '/v4/{project_id}/groups/{group_id}/user-group/{user_group_id}',
  parameters: {
    path: Type.Object({
      ...projectAndGroupPath.properties,
      user_group_id: userGroupId,
    }),
  },
  success: {
    status: 201,
    model: 'AssociateGroupUserGroupResponse',
    body: Type.Object({
      success: Type.Array(
        Type.Object({
          id: Type.String({ description: 'Number of a user who is a member now.' }),
          iam_id: Type.String({ description: 'IAM user ID.' }),
          name: Type.String({ description: 'User name.' }),
        }),
      ),
      failure: Type.Array(
        Type.Object({
          iam_id: Type.String({ description: 'ID of a user who is no member.' }),
          message: Type.Array(Type.String(), { description: 'Why.' }),
        }),
      ),
    }),
  },
  permission: inProject({
    action: 'codeartsrepo:group:updateMembers',
    accessLevel: 'Write',
    policy: 'must-allow',
    point: 'repository-group.view',
    groupPoint: 'repository-member.create',
    source: 'documented',
  }),
  transaction: 'write',
  example: {
    path: {
      project_id: '0b234373cf3f4b04ab2d8a245155e12b',
      group_id: 1,
      user_group_id: '5ea4a9d7cf3f4b04ab2d8a245155e12b',
    },
  },
  async handle({ records, kinds, now }, within, { path }) {
    const kind = kinds.repositoryGroup;
    const node = await seeNode(records, within, kind, String(path.group_id), 'id');
    const { user_group_id } = path;
    const users = await associateUserGroup(records, within, kind, node, user_group_id, now);
    return {
      body: {
        success: users
          .filter(({ roleId }) => roleId !== undefined)
          .map(({ userId, userNumber, userName }) => ({
            id: String(userNumber),
            iam_id: userId,
            name: userName,
          })),
        failure: users
          .filter(({ roleId }) => roleId === undefined)
          .map(({ userId }) => ({ iam_id: userId, message: [notInProject] })),
      },
    };
  },
});

const notInProject = 'The user is not a member of the project.';
