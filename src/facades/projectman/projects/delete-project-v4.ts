import { deleteProject } from '../../../domain/projects/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { projectPath } from '../parameters.ts';

/** Source: CodeArts Req API Reference, Project Information, Deleting a Project. */
export const deleteProjectV4 = operation({
  name: 'DeleteProjectV4',
  summary: 'Deleting an empty project',
  section: 'Project Information',
  method: 'DELETE',
  path: '/v4/projects/{project_id}',
  parameters: { path: projectPath },
  success: { status: 204, model: 'DeleteProjectV4Response' },
  permission: inProject({
    action: 'codeartsreq:project:delete',
    accessLevel: 'Write',
    policy: 'may-deny',
    point: 'project.delete',
    source: 'inferred',
  }),
  transaction: 'write',
  example: { path: { project_id: '41aff5a35e0d4d7a8c1a5b1d8a1e5c2f' } },
  async handle({ records, now }, within) {
    await deleteProject(records, within, now);
    return { body: undefined };
  },
});
