import { Type } from '../../../contract/schema.ts';
import { userWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccountOrOwn } from '../../permissions.ts';
import { isCaller, userResource } from '../../user-resource.ts';
import { links, linksTo } from '../links.ts';
import { projectAnswer, projectResult } from '../projects/project-answers.ts';
import { userPath } from './user-answers.ts';

/** Source: IAM API Reference, Project Management, Querying the Projects of an IAM User. */
export const keystoneListProjectsForUser = operation({
  name: 'KeystoneListProjectsForUser',
  summary: 'Querying the projects that a user may use',
  description: 'All of the account: policies say what a user may do in them.',
  section: 'Project Management',
  method: 'GET',
  path: '/v3/users/{user_id}/projects',
  parameters: { path: userPath },
  success: {
    status: 200,
    model: 'KeystoneListProjectsForUserResponse',
    body: Type.Object({ links, projects: Type.Array(projectResult) }),
  },
  permission: inAccountOrOwn(
    {
      action: 'iam:projects:listProjectsForUser',
      accessLevel: 'List',
      policy: 'must-allow',
      resource: userResource,
      beyond: 'users need no policy to see their own',
      source: 'documented',
    },
    isCaller,
  ),
  transaction: 'read',
  example: { path: { user_id: '07609fb9358010e21f7bc003751c7c32' } },
  async handle({ records, baseUrl }, grant, { path }) {
    const { domainId, id } = await userWithId(records, grant, path.user_id);
    const projects = await records.access.listIamProjects(domainId);
    return {
      body: {
        links: linksTo(`${baseUrl}/v3/users/${id}/projects`),
        projects: projects.map((project) => projectAnswer(project, baseUrl)),
      },
    };
  },
});
