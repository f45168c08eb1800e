import { oneOf, Type } from '../../../contract/schema.ts';
import { createProject } from '../../../domain/projects/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { projectName, projectTypes } from '../../project-parameters.ts';
import { projectDescription } from '../parameters.ts';

/** Source: CodeArts Req API Reference, Project Information, Creating a Project. */
export const createProjectV4 = operation({
  name: 'CreateProjectV4',
  summary: 'Creating a project',
  section: 'Project Information',
  method: 'POST',
  path: '/v4/project',
  parameters: {},
  body: Type.Object({
    project_name: projectName,
    description: Type.Optional(projectDescription),
    // What follows the type is read and not kept: there is nothing here that it would change.
    project_type: oneOf(projectTypes, { description: 'Project type.' }),
    source: Type.Optional(
      Type.String({
        description: 'Where the project comes from; not kept.',
        maxLength: 64,
        accepts: 'a text of at most 64 characters',
      }),
    ),
    enterprise_id: Type.Optional(
      Type.String({ description: 'Enterprise project ID; not kept: all are in the default one.' }),
    ),
    template_id: Type.Optional(
      Type.Integer({ description: 'ID of a project template; not kept.', accepts: 'an integer' }),
    ),
  }),
  bodyModel: 'CreateProjectV4RequestBody',
  success: {
    status: 200,
    model: 'CreateProjectV4Response',
    body: Type.Object({
      project_num_id: Type.Integer({ description: 'Project number.' }),
      project_id: Type.String({ description: 'Project ID.' }),
      project_name: Type.String({ description: 'Project name.' }),
      description: Type.String({ description: 'Project description.' }),
      project_type: Type.String({ description: 'Project type.' }),
      user_num_id: Type.Integer({ description: 'Number of the user who created it.' }),
    }),
  },
  permission: inAccount({
    action: 'codeartsreq:project:create',
    accessLevel: 'Write',
    policy: 'may-deny',
    source: 'inferred',
  }),
  transaction: 'write',
  example: {
    body: { project_name: 'demo_project', project_type: 'scrum', description: 'demo_description' },
  },
  async handle(context, grant, { body }) {
    const wanted = {
      name: body.project_name,
      description: body.description ?? '',
      type: body.project_type,
    };
    const project = await createProject(context.records, grant, wanted, context);
    return {
      body: {
        project_num_id: project.number,
        project_id: project.id,
        project_name: project.name,
        description: project.description,
        project_type: project.type,
        user_num_id: grant.principal.userNumber,
      },
    };
  },
});
