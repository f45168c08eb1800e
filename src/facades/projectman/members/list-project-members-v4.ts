import { Type } from '../../../contract/schema.ts';
import { projectRole } from '../../../domain/projects/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { pageOf, pageQuery, projectPath } from '../parameters.ts';

/** Hosts at which the route belongs to Repo's ListProductPermissionResourcesGrantedUsers. */
const repoHost = /^(codehub-ext|codeartsrepo-ext|repo)\./i;

/** Source: CodeArts Req API Reference, Project Members, Obtaining the Member List of a Project. */
export const listProjectMembersV4 = operation({
  name: 'ListProjectMembersV4',
  summary: 'Querying the members of a project',
  section: 'Project Members',
  method: 'GET',
  path: '/v4/projects/{project_id}/members',
  parameters: { path: projectPath, query: Type.Object(pageQuery(100, 100)) },
  success: {
    status: 200,
    model: 'ListProjectMembersV4Response',
    body: Type.Object({
      members: Type.Array(
        Type.Object({
          domain_id: Type.String({ description: 'Account ID.' }),
          domain_name: Type.String({ description: 'Account name.' }),
          user_id: Type.String({ description: 'User ID.' }),
          user_name: Type.String({ description: 'User name.' }),
          user_num_id: Type.Integer({ description: 'Number of the user.' }),
          role_id: Type.Integer({ description: 'Role in the project.' }),
          nick_name: Type.String({ description: 'Nickname.' }),
          role_name: Type.String({ description: 'Name of the role.' }),
          user_type: Type.String({ description: 'User: nobody comes by federation.' }),
          forbidden: Type.Integer({ description: '1 for a user who is disabled, else 0.' }),
        }),
      ),
      total: Type.Integer({ description: 'Members of the project.' }),
    }),
  },
  permission: inProject({
    action: 'codeartsreq:member:list',
    accessLevel: 'List',
    policy: 'may-deny',
    point: 'project.view',
    source: 'inferred',
  }),
  transaction: 'read',
  selects: ({ host }) => !repoHost.test(host),
  example: {
    path: { project_id: '41aff5a35e0d4d7a8c1a5b1d8a1e5c2f' },
    query: { offset: 0, limit: 100 },
  },
  async handle({ records }, { project, grant }, { query }) {
    const { domainId, id } = project;
    const slice = await records.projects.listMembers(domainId, id, pageOf(query, 100));
    const members = slice.items.map((member) => ({
      domain_id: domainId,
      domain_name: grant.principal.domainName,
      user_id: member.userId,
      user_name: member.userName,
      user_num_id: member.userNumber,
      role_id: member.roleId,
      nick_name: member.nickName,
      role_name: projectRole(member.roleId)?.name ?? '',
      user_type: 'User',
      forbidden: member.enabled ? 0 : 1,
    }));
    return { body: { members, total: slice.total } };
  },
});
