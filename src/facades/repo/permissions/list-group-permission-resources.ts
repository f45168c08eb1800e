import { nullable, oneOf, Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { permissionResources } from './permission-matrix.ts';

/** Source: CodeArts Repo API Reference, V4, Group, Querying Permission Resources. */
export const listGroupPermissionResources = operation({
  name: 'ListGroupPermissionResources',
  summary: 'Querying what permissions in repository groups are about',
  section: 'Group',
  method: 'GET',
  path: '/v4/groups/permissions/resources',
  parameters: {
    query: Type.Object({
      scope: Type.Optional(
        oneOf(['group', 'project', 'all'], {
          description: 'Of groups alone, of repositories alone, or all. Default: all.',
        }),
      ),
    }),
  },
  success: {
    status: 200,
    model: 'ListGroupPermissionResourcesResponse',
    body: Type.Object({
      use_project_permission: Type.Boolean({
        description: "Whether all groups of the caller's projects use the projects' permissions.",
      }),
      resources: Type.Array(
        Type.Object({
          id: Type.Integer({ description: 'ID of the resource.' }),
          name: Type.String({ description: 'Name of the resource.' }),
          name_cn: Type.String({ description: 'Its name in Chinese.' }),
          resource_name_display: Type.String({ description: 'As it is shown.' }),
          resource_name_cn_display: Type.String({ description: 'As it is shown in Chinese.' }),
          path: nullable(Type.String()),
          scope: Type.String({ description: 'group, or project (repositories).' }),
          created_at: nullable(Type.String()),
          updated_at: nullable(Type.String()),
        }),
      ),
    }),
  },
  permission: inAccount({
    action: 'codeartsrepo:group:getGroup',
    accessLevel: 'Read',
    policy: 'must-allow',
    source: 'documented',
  }),
  transaction: 'read',
  example: { query: { scope: 'all' } },
  async handle({ records }, { principal }, { query }) {
    const { domainId, userId, root } = principal;
    const { scope = 'all' } = query;
    const resources = permissionResources
      .map((resource) => ({ resource, its: resource.name === 'group' ? 'group' : 'project' }))
      .filter(({ its }) => scope === 'all' || scope === its)
      .map(({ resource: { id, name, english, chinese }, its }) => ({
        id,
        name,
        name_cn: chinese,
        resource_name_display: english,
        resource_name_cn_display: chinese,
        path: null,
        scope: its,
        created_at: null,
        updated_at: null,
      }));
    const changed = await records.tree.hasMatrices(domainId, userId, root);
    return { body: { use_project_permission: !changed, resources } };
  },
});
