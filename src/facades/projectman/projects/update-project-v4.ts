import { Type } from '../../../contract/schema.ts';
import { updateProject } from '../../../domain/projects/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { projectName } from '../../project-parameters.ts';
import { projectDescription, projectPath } from '../parameters.ts';

/** Source: CodeArts Req API Reference, Project Information, Updating a Project. */
export const updateProjectV4 = operation({
  name: 'UpdateProjectV4',
  summary: 'Renaming a project or describing it anew',
  section: 'Project Information',
  method: 'PUT',
  path: '/v4/projects/{project_id}',
  parameters: { path: projectPath },
  body: Type.Object({
    project_name: projectName,
    description: Type.Optional(projectDescription),
  }),
  bodyModel: 'UpdateProjectRequestV4',
  success: { status: 204, model: 'UpdateProjectV4Response' },
  permission: inProject({
    action: 'codeartsreq:project:update',
    accessLevel: 'Write',
    policy: 'may-deny',
    point: 'project.edit',
    source: 'inferred',
  }),
  transaction: 'write',
  example: {
    path: { project_id: '41aff5a35e0d4d7a8c1a5b1d8a1e5c2f' },
    body: { project_name: 'demo_project', description: 'demo_description' },
  },
  async handle({ records, now }, within, { body }) {
    const change = {
      name: body.project_name,
      ...(body.description === undefined ? {} : { description: body.description }),
    };
    await updateProject(records, within, change, now);
    return { body: undefined };
  },
});
