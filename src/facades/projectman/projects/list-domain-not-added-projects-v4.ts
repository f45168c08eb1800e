import { Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { pageOf, pageQuery } from '../parameters.ts';
import { projectList, projectListSchema } from './project-list.ts';

/** Source: CodeArts Req API Reference, Project Information, Projects Not Joined. */
export const listDomainNotAddedProjectsV4 = operation({
  name: 'ListDomainNotAddedProjectsV4',
  summary: 'Querying the projects of the account that the caller is no member of',
  description:
    'Only the root user sees projects without being a member of them, so nobody else is told of any.',
  section: 'Project Information',
  method: 'GET',
  path: '/v4/projects/domain/not-added',
  parameters: { query: Type.Object(pageQuery(100, 10)) },
  success: {
    status: 200,
    model: 'ListDomainNotAddedProjectsV4Response',
    body: projectListSchema,
  },
  permission: inAccount({
    action: 'codeartsreq:project:list',
    accessLevel: 'List',
    policy: 'may-deny',
    source: 'inferred',
  }),
  transaction: 'read',
  example: { query: { offset: 0, limit: 10 } },
  async handle({ records }, { principal }, { query }) {
    const { domainId, userId, root } = principal;
    if (!root) return { body: { projects: [], total: 0 } };
    const slice = await records.projects.listProjects(
      domainId,
      { membership: { userId, joined: false }, sort: [{ by: 'createdAt', descending: true }] },
      pageOf(query, 10),
    );
    return { body: projectList(slice, principal) };
  },
});
