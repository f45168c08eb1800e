import { int32, maxInt32, Type } from '../../../contract/schema.ts';
import type { IamProject } from '../../../domain/access/index.ts';
import { Problem } from '../../../domain/kernel/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { links, linksTo } from '../links.ts';
import { projectAnswer, projectResult } from './project-answers.ts';

/** Source: IAM API Reference, Project Management, Querying Project Information. */
export const keystoneListProjects = operation({
  name: 'KeystoneListProjects',
  summary: 'Querying projects by name and other properties',
  description: 'The SDKs call it with the name of a region to learn the project that they act in.',
  section: 'Project Management',
  method: 'GET',
  path: '/v3/projects',
  parameters: {
    query: Type.Object({
      domain_id: Type.Optional(Type.String({ description: 'Account ID.' })),
      name: Type.Optional(Type.String({ description: 'Project name.' })),
      parent_id: Type.Optional(
        Type.String({
          description: "The region's project, for sub-projects; the account, for regions' own.",
        }),
      ),
      enabled: Type.Optional(Type.Boolean({ description: 'Whether the project is enabled.' })),
      is_domain: Type.Optional(Type.Boolean({ description: 'Not needed: no project is one.' })),
      page: Type.Optional(
        int32(1, maxInt32, { description: 'Page number from 1; goes with per_page.' }),
      ),
      per_page: Type.Optional(int32(1, 5000, { description: 'Projects a page; goes with page.' })),
    }),
  },
  success: {
    status: 200,
    model: 'KeystoneListProjectsResponse',
    body: Type.Object({ links, projects: Type.Array(projectResult) }),
  },
  // The vendor wants the action allowed. Here it can only be denied, because without the id of
  // their project the SDKs of an IAM user could not make a single call.
  permission: inAccount({
    action: 'iam:projects:listProjects',
    accessLevel: 'List',
    policy: 'may-deny',
    source: 'inferred',
  }),
  transaction: 'read',
  example: { query: { name: 'cn-north-4' } },
  async handle({ records, baseUrl }, { principal }, { query }) {
    const all = await records.access.listIamProjects(principal.domainId);
    const wanted = all.filter(
      (project) =>
        query.enabled !== false &&
        query.is_domain !== true &&
        (query.domain_id ?? project.domainId) === project.domainId &&
        (query.name ?? project.name) === project.name &&
        (query.parent_id ?? project.parentId) === project.parentId,
    );
    const projects = paged(wanted, query.page, query.per_page);
    return {
      body: {
        links: linksTo(`${baseUrl}/v3/projects`),
        projects: projects.map((project) => projectAnswer(project, baseUrl)),
      },
    };
  },
});

function paged(
  projects: readonly IamProject[],
  page: number | undefined,
  perPage: number | undefined,
): readonly IamProject[] {
  if (page === undefined && perPage === undefined) return projects;
  if (page !== undefined && perPage !== undefined) {
    return projects.slice((page - 1) * perPage, page * perPage);
  }
  throw new Problem('invalid', {
    subject: 'request',
    field: page === undefined ? 'page' : 'per_page',
    reason: 'is required: page and per_page go together',
  });
}
