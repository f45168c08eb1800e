import { Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { anyCaller } from '../../permissions.ts';
import { selfLink } from '../links.ts';
import { authProjectAnswer, authProjectResult } from './project-answers.ts';

/** Source: IAM API Reference, Project Management, Listing Projects Accessible to an IAM User. */
export const keystoneListAuthProjects = operation({
  name: 'KeystoneListAuthProjects',
  summary: 'Querying the projects that the caller may use',
  section: 'Project Management',
  method: 'GET',
  path: '/v3/auth/projects',
  parameters: {},
  success: {
    status: 200,
    model: 'KeystoneListAuthProjectsResponse',
    body: Type.Object({ links: selfLink, projects: Type.Array(authProjectResult) }),
  },
  permission: anyCaller,
  transaction: 'read',
  example: {},
  async handle({ records, baseUrl }, { principal }) {
    const projects = await records.access.listIamProjects(principal.domainId);
    return {
      body: {
        links: { self: `${baseUrl}/v3/auth/projects` },
        projects: projects.map((project) => authProjectAnswer(project, baseUrl)),
      },
    };
  },
});
