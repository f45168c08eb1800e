import { maxInt32, nullable, Type } from '../../../contract/schema.ts';
import { Problem } from '../../../domain/kernel/index.ts';
import { permittedIn } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';

/** Source: CodeArts Repo API Reference, V4, User, Verifying Permissions on Repository Groups. */
export const batchValidateUserGroupPermissions = operation({
  name: 'BatchValidateUserGroupPermissions',
  summary: 'Querying what the caller may do in several repository groups',
  section: 'User',
  method: 'POST',
  path: '/v4/user/groups/group-permissions',
  parameters: {},
  body: Type.Array(
    Type.Object({
      project_id: Type.Optional(Type.String({ description: 'CodeArts project ID.' })),
      group_name: Type.Optional(Type.String({ description: 'Repository group name.' })),
      group_id: Type.String({
        description: 'Repository group ID.',
        pattern: '^[1-9][0-9]{0,9}$',
        accepts: 'the digits of a repository group ID',
      }),
    }),
    { maxItems: 100, accepts: 'a list of at most 100 repository groups' },
  ),
  bodyModel: 'list[GroupPermissionsDto]',
  success: {
    status: 200,
    model: 'BatchValidateUserGroupPermissionsResponse',
    body: Type.Array(
      Type.Object({
        can_create_group: Type.Boolean({ description: 'May create a group in it.' }),
        can_craete_project: Type.Boolean({ description: 'May create a repository in it.' }),
        can_set_group: Type.Boolean({ description: 'May change its settings.' }),
        group_id: Type.Integer({ description: 'Repository group ID.' }),
        group_visibility: nullable(
          Type.String({ description: 'private or public; null where the caller sees no group.' }),
        ),
      }),
    ),
  },
  permission: inAccount({
    action: 'codeartsrepo:group:getGroup',
    accessLevel: 'Read',
    policy: 'must-allow',
    source: 'documented',
  }),
  transaction: 'read',
  example: { body: [{ group_id: '1' }] },
  async handle({ records, kinds }, { principal }, { body }) {
    const ids = [...new Set(body.map((each) => each.group_id))];
    requireInt32(ids);
    const permitted = await permittedIn(records, principal, kinds.repositoryGroup, ids);
    const answers = body.map(({ group_id, group_name, project_id }) => {
      const found = permitted.get(group_id);
      const meant =
        (project_id?.toLowerCase() ?? found?.node.projectId) === found?.node.projectId &&
        (group_name ?? found?.node.name) === found?.node.name;
      const group = meant ? found : undefined;
      return {
        can_create_group: group?.may('repository-group.create') ?? false,
        can_craete_project: group?.may('repository.create') ?? false,
        can_set_group: group?.may('repository-group.settings') ?? false,
        group_id: Number(group_id),
        group_visibility: group?.node.visibility ?? null,
      };
    });
    return { body: answers };
  },
});

/** Ids are texts in the request and numbers in the answer. */
function requireInt32(ids: readonly string[]): void {
  if (ids.every((id) => Number(id) <= maxInt32)) return;
  const reason = `must be the digits of a repository group ID, at most ${maxInt32}`;
  throw new Problem('invalid', { subject: 'request', field: 'id', reason });
}
