import { Type } from '../../../contract/schema.ts';
import { iamProjectWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { projectAnswer, projectResult } from './project-answers.ts';

/** Source: IAM API Reference, Project Management, Querying Project Details. */
export const keystoneShowProject = operation({
  name: 'KeystoneShowProject',
  summary: 'Querying a project',
  section: 'Project Management',
  method: 'GET',
  path: '/v3/projects/{project_id}',
  parameters: {
    path: Type.Object({
      project_id: Type.String({ description: 'IAM project ID; not that of a CodeArts project.' }),
    }),
  },
  success: {
    status: 200,
    model: 'KeystoneShowProjectResponse',
    body: Type.Object({ project: projectResult }),
  },
  sdk: { projectFromCredentials: true },
  // Only to be denied, for the reason given at KeystoneListProjects.
  permission: inAccount({
    action: 'iam:projects:getProject',
    accessLevel: 'Read',
    policy: 'may-deny',
    source: 'inferred',
  }),
  transaction: 'read',
  example: { path: { project_id: '0605767b5780d5762fc5c0118072a564' } },
  async handle({ records, baseUrl }, grant, { path }) {
    const project = await iamProjectWithId(records, grant, path.project_id);
    return { body: { project: projectAnswer(project, baseUrl) } };
  },
});
