import { Type } from '../../../contract/schema.ts';
import { createIamProject } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { requireOwnAccount } from '../own-account.ts';
import { authProjectAnswer, authProjectResult } from './project-answers.ts';

/** Source: IAM API Reference, Project Management, Creating a Project. */
export const keystoneCreateProject = operation({
  name: 'KeystoneCreateProject',
  summary: 'Creating a sub-project of a region',
  section: 'Project Management',
  method: 'POST',
  path: '/v3/projects',
  parameters: {},
  body: Type.Object({
    project: Type.Object({
      name: Type.String({
        description: "The region's ID, _ and a word of one's own.",
        accepts: 'a text of at most 64 characters that starts with a region and _',
      }),
      // Required by the page; the Node SDK leaves it out, and the name tells the region anyway.
      parent_id: Type.Optional(
        Type.String({ description: "The region's project. Default: the one that the name tells." }),
      ),
      domain_id: Type.Optional(Type.String({ description: "Account ID: the caller's." })),
      description: Type.Optional(
        Type.String({
          description: 'Project description.',
          maxLength: 255,
          accepts: 'a text of at most 255 characters',
        }),
      ),
    }),
  }),
  bodyModel: 'KeystoneCreateProjectRequestBody',
  success: {
    status: 201,
    model: 'KeystoneCreateProjectResponse',
    body: Type.Object({ project: authProjectResult }),
  },
  sdk: {
    models: { project: 'KeystoneCreateProjectOption' },
    required: { 'project.parent_id': true },
  },
  permission: inAccount({
    action: 'iam:projects:createProject',
    accessLevel: 'Write',
    policy: 'must-allow',
    source: 'inferred',
  }),
  transaction: 'write',
  example: {
    body: {
      project: {
        name: 'cn-north-4_IAMProject',
        parent_id: '0605767b5780d5762fc5c0118072a564',
        description: 'IAMDescription',
      },
    },
  },
  async handle(context, grant, { body }) {
    const { name, parent_id, domain_id, description } = body.project;
    requireOwnAccount(grant, domain_id);
    const wanted = {
      name,
      description: description ?? '',
      ...(parent_id === undefined ? {} : { parentId: parent_id }),
    };
    const project = await createIamProject(context.records, grant, wanted, context);
    return { body: { project: authProjectAnswer(project, context.baseUrl) } };
  },
});
