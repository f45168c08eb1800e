import { removeMember } from '../../../domain/projects/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { projectPath } from '../parameters.ts';

/** Source: CodeArts Req API Reference, Project Members, Quitting a Project. */
export const removeProject = operation({
  name: 'RemoveProject',
  summary: 'Quitting a project',
  description: 'The creator of a project cannot quit it.',
  section: 'Project Members',
  method: 'DELETE',
  path: '/v4/projects/{project_id}/quit',
  parameters: { path: projectPath },
  success: { status: 204, model: 'RemoveProjectResponse' },
  permission: inProject({
    action: 'codeartsreq:member:quit',
    accessLevel: 'Write',
    policy: 'may-deny',
    point: 'project.view',
    source: 'inferred',
  }),
  transaction: 'write',
  example: { path: { project_id: '41aff5a35e0d4d7a8c1a5b1d8a1e5c2f' } },
  async handle({ records, now }, within) {
    await removeMember(records, within, within.grant.principal.userId, now);
    return { body: undefined };
  },
});
