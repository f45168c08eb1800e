import { oneOf, searchText, Type } from '../../../contract/schema.ts';
import type { ProjectFilter } from '../../../domain/projects/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { projectTypes } from '../../project-parameters.ts';
import { pageOf, pageQuery } from '../parameters.ts';
import { projectList, projectListSchema } from './project-list.ts';

/** Source: CodeArts Req API Reference, Project Information, Querying the Project List. */
export const listProjectsV4 = operation({
  name: 'ListProjectsV4',
  summary: "Querying the caller's projects",
  section: 'Project Information',
  method: 'GET',
  path: '/v4/projects',
  parameters: {
    query: Type.Object({
      ...pageQuery(1000, 10),
      search: Type.Optional(searchText('Part of the name or description.')),
      project_type: Type.Optional(oneOf(projectTypes, { description: 'Project type.' })),
      sort: Type.Optional(
        Type.String({
          description: 'Order. Default: created_on:desc.',
          // A colon, its escapes, or nothing at all: so three editions of the page have it.
          pattern: '^((name|created_on)(:|%3A|%253A)?(asc|desc|ASC|DESC)(,|$)){0,4}$',
          accepts: 'name or created_on with :asc or :desc, up to four of them joined by commas',
        }),
      ),
      // The SDKs say so; a later edition of the page says the reverse.
      archive: Type.Optional(
        oneOf(['true', 'false'], {
          description: 'true: archived projects only, of which are none.',
        }),
      ),
      query_type: Type.Optional(
        oneOf(['none', 'domain_projects', 'absent'], {
          description:
            "none (default): projects that the caller has a part in; domain_projects: the account's, as far as the caller sees them; absent: those that the caller has no part in.",
        }),
      ),
    }),
  },
  success: {
    status: 200,
    model: 'ListProjectsV4Response',
    body: projectListSchema,
  },
  // The page gives them defaults and calls them mandatory all the same.
  sdk: { required: { offset: true, limit: true } },
  permission: inAccount({
    action: 'codeartsreq:project:list',
    accessLevel: 'List',
    policy: 'may-deny',
    source: 'inferred',
  }),
  transaction: 'read',
  example: { query: { offset: 0, limit: 10 } },
  async handle({ records }, { principal }, { query }) {
    // The root user has a part in every project, and nobody is told of projects they do not see,
    // so no caller has a list of projects that they have no part in.
    if (query.query_type === 'absent' || query.archive === 'true') {
      return { body: { projects: [], total: 0 } };
    }
    const { domainId, userId, root } = principal;
    const filter: ProjectFilter = {
      ...(root ? {} : { membership: { userId, joined: true } }),
      ...(query.search ? { search: query.search } : {}),
      ...(query.project_type ? { type: query.project_type } : {}),
      sort: orderOf(query.sort ?? ''),
    };
    const slice = await records.projects.listProjects(domainId, filter, pageOf(query, 10));
    return { body: projectList(slice, principal) };
  },
});

function orderOf(sort: string): ProjectFilter['sort'] {
  const order = [...sort.matchAll(/(name|created_on)[^,]*?(asc|desc)/gi)].map(
    ([, by, direction]) => ({
      by: by === 'name' ? ('name' as const) : ('createdAt' as const),
      descending: direction?.toLowerCase() === 'desc',
    }),
  );
  return order.length === 0 ? [{ by: 'createdAt', descending: true }] : order;
}
