import { oneOf, searchText, Type } from '../../../contract/schema.ts';
import type { ProjectFilter } from '../../../domain/projects/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { pageOf, pageQuery, projectTypes } from '../parameters.ts';
import { creatorOf, creatorSchema } from './creator.ts';

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
    body: Type.Object({
      projects: Type.Array(
        Type.Object({
          project_num_id: Type.Integer({ description: 'Project number.' }),
          project_id: Type.String({ description: 'Project ID.' }),
          project_name: Type.String({ description: 'Project name.' }),
          description: Type.String({ description: 'Project description.' }),
          created_time: Type.Integer({ description: 'Creation time, in milliseconds.' }),
          updated_time: Type.Integer({ description: 'Time of the last change, in milliseconds.' }),
          project_type: Type.String({ description: 'Project type.' }),
          creator: creatorSchema,
        }),
      ),
      total: Type.Integer({ description: 'Projects of the whole list.' }),
    }),
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
    const filter: ProjectFilter = {
      ...(principal.root ? {} : { memberId: principal.userId }),
      ...(query.search ? { search: query.search } : {}),
      ...(query.project_type ? { type: query.project_type } : {}),
      sort: orderOf(query.sort ?? ''),
    };
    const { domainId } = principal;
    const slice = await records.projects.listProjects(domainId, filter, pageOf(query, 10));
    const projects = slice.items.map((project) => ({
      project_num_id: project.number,
      project_id: project.id,
      project_name: project.name,
      description: project.description,
      created_time: project.createdAt,
      updated_time: project.updatedAt,
      project_type: project.type,
      creator: creatorOf(project, principal),
    }));
    return { body: { projects, total: slice.total } };
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
