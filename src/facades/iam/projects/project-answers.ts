import { Type } from '../../../contract/schema.ts';
import type { IamProject } from '../../../domain/access/index.ts';
import { links, linksTo, selfLink } from '../links.ts';

const projectFields = {
  is_domain: Type.Boolean({ description: 'Always false.' }),
  description: Type.String({ description: 'Project description.' }),
  enabled: Type.Boolean({ description: 'Whether the project is enabled.' }),
  id: Type.String({ description: 'Project ID.' }),
  parent_id: Type.String({
    description: "The account for a region's own project, else the region's project.",
  }),
  domain_id: Type.String({ description: 'Account ID.' }),
  name: Type.String({ description: 'Project name.' }),
};

/** ProjectResult: what the lists of an account and the details of a project show. */
export const projectResult = Type.Object({ ...projectFields, links });

/** AuthProjectResult: the same with one link alone. */
export const authProjectResult = Type.Object({ ...projectFields, links: selfLink });

/** A value of `projectResult`. */
export function projectAnswer(project: IamProject, baseUrl: string) {
  return { ...projectValues(project), links: linksTo(linkTo(project, baseUrl)) };
}

/** A value of `authProjectResult`. */
export function authProjectAnswer(project: IamProject, baseUrl: string) {
  return { ...projectValues(project), links: { self: linkTo(project, baseUrl) } };
}

function projectValues(project: IamProject) {
  return {
    is_domain: false,
    description: project.description,
    enabled: true,
    id: project.id,
    parent_id: project.parentId,
    domain_id: project.domainId,
    name: project.name,
  };
}

function linkTo(project: IamProject, baseUrl: string): string {
  return `${baseUrl}/v3/projects/${project.id}`;
}
